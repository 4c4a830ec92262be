// A table that the page itself holds as a file: written as the server's own (kit/tables.py), UTF-8 with BOM, CRLF, and
// no cell that a spreadsheet would run.
export type Cell = string | number | null | undefined;

// What a spreadsheet may take for a formula at the start of a cell; the full-width forms too.
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠]/;

const quoted = (cell: Cell): string => {
  const text = typeof cell === 'string' && DANGEROUS.test(cell) ? `'${cell}` : String(cell ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;

/** Lets the reader keep it under this name. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
