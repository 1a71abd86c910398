/**
 * What people do with accounts, workspaces and members, each one call to the server. Those that answer with the whole
 * session have it taken over at once; all answer a result, none throws.
 */
import { API, type BodyOf, type Invitation, InvitationShape, type Link, LinkShape, type Me } from '#schema/protocol.ts';
import { type ApiResult, callApi, DoneShape } from './api.ts';
import { callForMe } from './session.ts';

type Answer = Promise<ApiResult<Me>>;

export const signUp = (body: BodyOf<'signUp'>): Answer => callForMe('POST', API.signUp, body);
export const signIn = (body: BodyOf<'signIn'>): Answer => callForMe('POST', API.signIn, body);
/** A filled workspace to look at, without an account. */
export const startDemo = (body: BodyOf<'demo'>): Answer => callForMe('POST', API.demo, body);
export const updateProfile = (body: BodyOf<'profile'>): Answer => callForMe('PATCH', API.me, body);
/** The sessions on other devices end. */
export const changePassword = (body: BodyOf<'changePassword'>): Promise<ApiResult<unknown>> =>
  callApi('POST', API.password, DoneShape, body);

export const createWorkspace = (name: string): Answer => callForMe('POST', API.workspaces, { name });
export const renameWorkspace = (workspace: string, name: string): Answer =>
  callForMe('PATCH', API.workspace(workspace), { name });
export const deleteWorkspace = (workspace: string): Answer => callForMe('DELETE', API.workspace(workspace));

/** A link that lets one person in, with a role. */
export const inviteMember = (workspace: string, body: BodyOf<'invite'>): Promise<ApiResult<Link>> =>
  callApi('POST', API.invitations(workspace), LinkShape, body);
export const readInvitation = (token: string): Promise<ApiResult<Invitation>> =>
  callApi('GET', API.invitation(token), InvitationShape);
export const acceptInvitation = (token: string): Answer => callForMe('POST', API.invitation(token));

export const setMemberRole = (workspace: string, user: string, body: BodyOf<'setRole'>): Answer =>
  callForMe('PATCH', API.member(workspace, user), body);
/** Also how one leaves a workspace oneself. */
export const removeMember = (workspace: string, user: string): Answer =>
  callForMe('DELETE', API.member(workspace, user));

/** A link, valid once, with which a member who forgot the password sets a new one. */
export const makeResetLink = (workspace: string, user: string): Promise<ApiResult<Link>> =>
  callApi('POST', API.resetLink(workspace, user), LinkShape);
export const resetPassword = (token: string, body: BodyOf<'resetPassword'>): Promise<ApiResult<unknown>> =>
  callApi('POST', API.reset(token), DoneShape, body);
