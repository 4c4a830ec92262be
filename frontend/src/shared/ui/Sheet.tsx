// Rows of an imported file: what each becomes, or what is wrong with it, each cell by its column's own header.
import { Plural, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/react';
import { Notice } from './Notice';
import './Sheet.css';

/** More rows than this are told by their number. */
const MOST = 200;

export interface SheetProps<Row> {
  label: string;
  heads: readonly string[];
  rows: readonly Row[];
  /** one row of the table, with its key */
  children: (row: Row) => ReactNode;
}

export function Sheet<Row>({ label, heads, rows, children }: SheetProps<Row>) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls needs the keyboard */}
      <section className="tk-sheet" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{rows.slice(0, MOST).map(children)}</tbody>
        </table>
      </section>
      {rows.length > MOST ? (
        <p className="tk-soft tk-small">
          <Plural
            value={rows.length - MOST}
            zero="عُرضت الصفوف كلها."
            one="لم يُعرض هنا صف واحد."
            two="لم يُعرض هنا صفان."
            few="لم تُعرض هنا # صفوف."
            many="لم يُعرض هنا # صفًا."
            other="لم يُعرض هنا # صف."
          />
        </p>
      ) : null}
    </>
  );
}

/** Names as the file or its form writes them, a line each. */
export function SheetNames({ names }: { names: readonly string[] }) {
  return (
    <ul className="tk-sheet-names">
      {names.map((one) => (
        <li key={one} dir="auto">
          {one}
        </li>
      ))}
    </ul>
  );
}

export interface SheetProblem {
  row: number;
  column: string;
  header: string;
  /** the place as a spreadsheet names it, such as D5 */
  cell?: string;
  code: string;
  message: string;
}

export function SheetProblems({ problems }: { problems: readonly SheetProblem[] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <Notice tone="error" title={t`في الملف ما يجب تصحيحه، ولم يُحفظ شيء`}>
        <Plural
          value={problems.length}
          zero="لا ملاحظات."
          one="ملاحظة واحدة. صحّحها في الملف ثم اختره من جديد."
          two="ملاحظتان. صحّحهما في الملف ثم اختره من جديد."
          few="# ملاحظات. صحّحها في الملف ثم اختره من جديد."
          many="# ملاحظة. صحّحها في الملف ثم اختره من جديد."
          other="# ملاحظة. صحّحها في الملف ثم اختره من جديد."
        />
      </Notice>
      <Sheet label={t`ملاحظات على الملف`} heads={[t`الصف`, t`العمود`, t`الملاحظة`]} rows={problems}>
        {(one) => (
          <tr key={`${one.row} ${one.column} ${one.code}`}>
            <td>{format.number(one.row)}</td>
            <td>
              <bdi>{one.header}</bdi>
              {one.cell ? <code className="tk-sheet-cell">{one.cell}</code> : null}
            </td>
            <td>{one.message}</td>
          </tr>
        )}
      </Sheet>
    </>
  );
}
