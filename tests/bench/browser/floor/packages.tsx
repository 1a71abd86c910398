/**
 * What the app's own packages cost before a line of ours: the work of the floor page, with its bytes kept by Dexie and
 * its forty rows drawn by React and Mantine on a route of the router.
 */
import '@mantine/core/styles.layer.css';
import { MantineProvider, Table, Title } from '@mantine/core';
import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { Dexie } from 'dexie';
import { createRoot } from 'react-dom/client';
import { CELLS, fetchState, firstRows, from, leadsOf, textOf } from './content.ts';

const database = new Dexie('packages');
database.version(1).stores({ state: '' });
const kept = database.table<Uint8Array, string>('state');

const bytes = from === 'device' ? await kept.get('all') : await fetchState();
if (!bytes) throw new Error('nothing is kept here');
if (from === 'keep') {
  await kept.put(bytes, 'all');
  document.title = 'kept';
} else {
  const leads = leadsOf(bytes);
  const List = () => (
    <>
      <Title>{leads.size}</Title>
      <Table>
        <Table.Tbody>
          {[...firstRows(leads)].map(([id, lead]) => (
            <Table.Tr key={id}>
              {CELLS.map((name) => (
                <Table.Td key={name}>{textOf(lead, name)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
  const router = createRouter({ routeTree: createRootRoute({ component: List }) });
  const root = document.createElement('div');
  document.body.append(root);
  createRoot(root).render(
    <MantineProvider>
      <RouterProvider router={router} />
    </MantineProvider>,
  );
}
