// Keeps a table that the page itself holds as a file. In a demonstration its name says so, as the server's do.
import { queryClient } from './api/query';
import { type Cell, csvText, saveFile } from './csv';
import { type Me, meOptions } from './me';

export function saveCsv(name: string, rows: readonly (readonly Cell[])[]): void {
  const demo = queryClient.getQueryData<Me>(meOptions.queryKey)?.is_demo_mode;
  saveFile(`${demo ? 'demo-' : ''}${name}`, new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }));
}
