// What is wrong with a file: each cell by its row and its column's own header.
import { Plural, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';

export interface SheetProblem {
  row: number;
  column: string;
  header: string;
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls needs the keyboard */}
      <section className="tk-org-sheet" aria-label={t`ملاحظات على الملف`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t`الصف`}</th>
              <th scope="col">{t`العمود`}</th>
              <th scope="col">{t`الملاحظة`}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((one) => (
              <tr key={`${one.row} ${one.column} ${one.code}`}>
                <td>{format.number(one.row)}</td>
                <td>{one.header}</td>
                <td>{one.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
