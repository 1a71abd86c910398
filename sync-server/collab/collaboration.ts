/**
 * The live side of the server: Hocuspocus with our extensions, the register of sockets, and what changes of rights do
 * to them. Composition; each subject is in its own file.
 */
import { Hocuspocus, type WebSocketLike } from '@hocuspocus/server';
import { CLOSE, type Nudge } from '#schema/protocol.ts';
import { parseRoom, type RoomKind, roomName } from '#schema/rooms.ts';
import type { ApiKeys, Rights } from '../accounts/apiKeys.ts';
import type { AccountsDatabase } from '../accounts/database.ts';
import type { Metrics } from '../metrics.ts';
import { reasonOf, type Report } from '../report.ts';
import { createLiveHistory } from '../history/liveHistory.ts';
import type { CompactionSchedule } from '../storage/compactionSchedule.ts';
import type { UpdateLog } from '../storage/updateLog.ts';
import { answersInOrder } from './answersInOrder.ts';
import { authentication } from './authentication.ts';
import { createAuthorship } from './authorship.ts';
import { closingOf, type RoomContext } from './context.ts';
import { createWriteGate } from './documentVersions.ts';
import { durability } from './durability.ts';
import { gaps } from './gaps.ts';
import { BEFORE_SIGN_IN, backpressure, createFrameGate, createSlowReaderCheck } from './limits.ts';
import {
  type Closing,
  createLiveSocket,
  createLiveSockets,
  type LiveSocket,
  type SocketOwner,
  type Wire,
} from './liveSocket.ts';
import { presence } from './presence.ts';
import { quickRooms } from './quickRooms.ts';
import { createRightsCheck } from './rightsCheck.ts';

const SLOW_READER_CHECK_MS = 1_000;
const RIGHTS_CHECK_MS = 5_000;
/** Hocuspocus' code for a socket that said more than it keeps before a room is open. */
const QUEUE_FULL = 4205;

/** What the socket's route hands over of one socket's life. */
export interface SocketHandler {
  message(data: Uint8Array): void;
  closed(code: number, reason: string): void;
  /** Closes it from here. */
  close(closing: Closing): void;
}

/** What a change of rights or people does to those who are connected now. */
export interface LiveRooms {
  /** A person's role or membership in a workspace changed: their sockets that hold rooms of it close. */
  rightsChanged(workspace: string, person: string): void;
  /** A session ended, or a key was revoked: its sockets close. */
  sessionEnded(session: string): void;
  /** All sessions of a person ended, but the one kept. */
  sessionsEnded(person: string, kept?: string): void;
  /** Closes the rooms of a workspace for everyone and removes what was stored of them. */
  removeWorkspace(workspace: string): Promise<void>;
  /** Removes a person's own room for good. */
  removePerson(person: string): Promise<void>;
  /** Resolves when the history of a room holds everything that was applied so far. */
  historyTold(room: string): Promise<void>;
  /** Tells everyone in the workspace to ask again who belongs to it. */
  membersChanged(workspace: string): void;
}

/** How much is open now. */
export interface LoadedRooms {
  readonly load: { readonly connections: number; readonly openRooms: number };
}

export interface Collaboration extends LiveRooms, LoadedRooms {
  /** Takes over a socket whose owner was checked. */
  accept(ws: Wire, request: Request, owner: SocketOwner): SocketHandler;
  readonly isClosing: boolean;
  /** Takes no more sockets, closes those there are, and waits until all that they sent is stored and applied. */
  close(): Promise<void>;
}

export function createCollaboration(options: {
  log: UpdateLog;
  schedule: CompactionSchedule;
  database: AccountsDatabase;
  rights: Rights;
  keys: ApiKeys;
  report: Report;
  metrics: Pick<Metrics, 'socketClosed'>;
  now: () => number;
}): Collaboration {
  const { log, schedule, rights, report, metrics, now } = options;
  const history = createLiveHistory({ log, report, now });
  const sockets = createLiveSockets();
  const authorship = createAuthorship();
  const hocuspocus = new Hocuspocus<RoomContext>({
    quiet: true,
    ...BEFORE_SIGN_IN,
    extensions: [
      authentication(rights),
      authorship.extension,
      presence(),
      quickRooms(),
      // The innermost takes the frame first: what is stored counts as under way.
      durability({
        log,
        schedule,
        history,
        report,
        now,
        authorship,
        mayWrite: createWriteGate(),
      }),
      answersInOrder(),
      gaps({ report, now }),
      backpressure(),
    ],
  });
  // It has nothing to store, so it need not set and stop a timer for that with each update.
  hocuspocus.storeDocumentHooks = () => Promise.resolve();
  const checkRights = createRightsCheck({ ...options, sockets });
  const timers = [
    setInterval(createSlowReaderCheck(sockets, now), SLOW_READER_CHECK_MS),
    setInterval(() => {
      checkRights().catch((error: unknown) =>
        report.error('Rights could not be checked.', { reason: reasonOf(error) }),
      );
    }, RIGHTS_CHECK_MS),
  ];
  let isClosing = false;

  const holdsRoomOf = (rooms: Iterable<string>, kinds: readonly RoomKind[], owner: string): boolean =>
    [...rooms].some((name) => {
      const room = parseRoom(name);
      return room !== null && room.owner === owner && kinds.includes(room.kind);
    });
  const ofWorkspace: readonly RoomKind[] = ['workspace', 'settings'];

  return {
    get isClosing() {
      return isClosing;
    },

    get load() {
      return { connections: sockets.size, openRooms: hocuspocus.documents.size };
    },

    accept(ws, request, owner) {
      let client: ReturnType<typeof hocuspocus.handleConnection> | null = null;
      const socket = createLiveSocket(ws, owner, (closing) => {
        metrics.socketClosed(closing.reason);
        client?.handleClose(closing);
      });
      sockets.add(socket);
      const passes = createFrameGate(socket, now);
      client = hocuspocus.handleConnection(carefully(ws, socket), request, { socket, version: 1 });
      return {
        message(data) {
          if (passes(data)) client?.handleMessage(data);
        },
        closed(code, reason) {
          sockets.remove(socket);
          client?.handleClose({ code, reason });
        },
        close: (closing) => socket.close(closing),
      };
    },

    rightsChanged(workspace, person) {
      sockets.closeWhere(
        (socket) => socket.person === person && holdsRoomOf(socket.rooms.keys(), ofWorkspace, workspace),
        CLOSE.rightsChanged,
      );
    },

    sessionEnded(session) {
      sockets.closeWhere((socket) => socket.session === session, CLOSE.unauthenticated);
    },

    sessionsEnded(person, kept) {
      sockets.closeWhere((socket) => socket.person === person && socket.session !== kept, CLOSE.unauthenticated);
    },

    async removeWorkspace(workspace) {
      sockets.closeWhere((socket) => holdsRoomOf(socket.rooms.keys(), ofWorkspace, workspace), CLOSE.unknownRoom);
      for (const kind of ofWorkspace) await log.removeRoom(roomName(kind, workspace));
    },

    async removePerson(person) {
      sockets.closeWhere((socket) => socket.person === person, CLOSE.unauthenticated);
      await log.removeRoom(roomName('user', person));
    },

    historyTold: (room) => history.settled(room),

    membersChanged(workspace) {
      const nudge: Nudge = { type: 'members' };
      hocuspocus.documents.get(roomName('workspace', workspace))?.broadcastStateless(JSON.stringify(nudge));
    },

    async close() {
      isClosing = true;
      for (const timer of timers) clearInterval(timer);
      const connections = [...hocuspocus.documents.values()].flatMap((document) => document.getConnections());
      sockets.closeWhere(() => true, CLOSE.shuttingDown);
      await Promise.all(connections.map((connection) => connection.waitForPendingMessages()));
      await history.stop();
    },
  };
}

/** Hocuspocus sends from places where a throw would end the process; a socket that is gone just takes nothing. */
const carefully = (ws: Wire, socket: LiveSocket): WebSocketLike => ({
  get readyState() {
    return ws.readyState;
  },
  send(data) {
    if (ws.readyState === ws.OPEN && data instanceof Uint8Array) ws.send(data, () => undefined);
  },
  // What it closes by itself is told in our words, and counted like all closings.
  close: (code) => socket.close(code === QUEUE_FULL ? CLOSE.tooMany : closingOf(code)),
});
