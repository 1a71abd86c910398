/** The figures of a chart as a table: first column a name, then numbers; a cell with `open` leads to its list. */
import { Anchor, Table } from '@mantine/core';

export interface FigureCell {
  readonly text: string;
  readonly open?: () => void;
}
interface FigureTableProps {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly FigureCell[] }[];
}

export function FigureTable({ label, head, rows }: FigureTableProps) {
  return (
    <Table verticalSpacing={4} horizontalSpacing="xs" fz="sm" aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {head.map((name, index) => (
            <Table.Th key={name} scope="col" ta={index === 0 ? 'start' : 'end'} fw={500} c="dimmed">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, cells }) => (
          <Table.Tr key={key}>
            {cells.map((cell, index) => {
              const content = cell.open ? (
                <Anchor component="button" type="button" fz="sm" onClick={cell.open}>
                  {cell.text}
                </Anchor>
              ) : (
                cell.text
              );
              // the first cell names the row
              return index === 0 ? (
                <Table.Th key={head[index]} scope="row" fw={400} ta="start">
                  {content}
                </Table.Th>
              ) : (
                <Table.Td key={head[index]} ta="end">
                  {content}
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
