// What a file would make, or what is wrong with it: each cell by its place and its column's own header.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { asProblem } from '../../../shared/api/problem';
import { saveAnswerTo } from '../../../shared/api/sheets';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { CallNotice } from './CallNotice';
import { MOST, type Report } from './report';

export interface PreviewProps {
  report: Report;
  file: File;
  path: string;
  busy: boolean;
  error: unknown;
  onApply: () => void;
  onLookAgain: () => void;
  onAnother: () => void;
}

function Rest({ all }: { all: number }) {
  if (all <= MOST) return null;
  return (
    <p className="tk-soft tk-small">
      <Plural
        value={all - MOST}
        zero="عُرضت الصفوف كلها."
        one="لم يُعرض هنا صف واحد."
        two="لم يُعرض هنا صفان."
        few="لم تُعرض هنا # صفوف."
        many="لم يُعرض هنا # صفًا."
        other="لم يُعرض هنا # صف."
      />
    </p>
  );
}

function Problems({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <Notice tone="error" title={t`في الملف ما يجب تصحيحه، ولم يُحفظ شيء`}>
        <Plural
          value={report.problems.length}
          zero="لا ملاحظات."
          one="ملاحظة واحدة. صحّحها في الملف ثم اختره من جديد."
          two="ملاحظتان. صحّحهما في الملف ثم اختره من جديد."
          few="# ملاحظات. صحّحها في الملف ثم اختره من جديد."
          many="# ملاحظة. صحّحها في الملف ثم اختره من جديد."
          other="# ملاحظة. صحّحها في الملف ثم اختره من جديد."
        />
      </Notice>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls needs the keyboard */}
      <section className="tk-import-sheet" aria-label={t`ملاحظات على الملف`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t`الصف`}</th>
              <th scope="col">{t`العمود`}</th>
              <th scope="col">{t`الملاحظة`}</th>
            </tr>
          </thead>
          <tbody>
            {report.problems.slice(0, MOST).map((one) => (
              <tr key={`${one.row} ${one.column} ${one.code}`}>
                <td>{format.number(one.row)}</td>
                <td>
                  <bdi>{one.header}</bdi>
                  {one.cell ? <code className="tk-import-cell">{one.cell}</code> : null}
                </td>
                <td dir="auto">{one.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Rest all={report.problems.length} />
    </>
  );
}

function Steps({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls needs the keyboard */}
      <section className="tk-import-sheet" aria-label={t`ما يصير إليه كل صف`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t`الصف`}</th>
              <th scope="col">{t`المشاركة`}</th>
              <th scope="col">{t`المشارك`}</th>
              <th scope="col">{t`إجابات`}</th>
              <th scope="col">{t`من يُراسَل`}</th>
            </tr>
          </thead>
          <tbody>
            {report.items.slice(0, MOST).map((one) => (
              <tr key={one.row}>
                <td>{format.number(one.row)}</td>
                <td dir="auto">{one.title_ar}</td>
                <td>
                  <bdi>{format.pick(one.entrant_ar, one.entrant_en)}</bdi>
                  {one.contact_email ? <code className="tk-import-cell">{one.contact_email}</code> : null}
                </td>
                <td>{format.number(one.answers)}</td>
                <td>
                  {one.tells > 0 ? (
                    format.number(one.tells)
                  ) : (
                    <Badge tone="warning">{t`لا أحد: ليس للجهة مدير بعد`}</Badge>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Rest all={report.items.length} />
    </>
  );
}

export function Preview({ report, file, path, busy, error, onApply, onLookAgain, onAnother }: PreviewProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [saving, setSaving] = useState(false);
  const clean = report.problems.length === 0;
  const code = error ? asProblem(error).code : '';
  const outdated = code === 'plan_stale' || code === 'import_invalid';
  const save = () => {
    setSaving(true);
    saveAnswerTo(`${path}/problems`, file, 'entries-problems.xlsx')
      .catch(notifyProblem)
      .finally(() => setSaving(false));
  };
  return (
    <Card
      title={
        <Trans>
          معاينة <bdi>{file.name}</bdi>
        </Trans>
      }
    >
      {clean ? (
        <>
          <CallNotice call={report.call} />
          <Figures>
            <Figure label={t`مسودات تُنشأ`} value={format.number(report.items.length)} />
            <Figure label={t`مشاركون`} value={format.number(report.entrants)} />
          </Figures>
        </>
      ) : (
        <Problems report={report} />
      )}
      {report.ignored.length > 0 ? (
        <Notice tone="warning" title={t`أعمدة لم نعرفها، فلا يُؤخذ منها شيء`}>
          <ul className="tk-import-list">
            {report.ignored.map((one) => (
              <li key={one} dir="auto">
                {one}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <ProblemNotice
        error={error}
        action={outdated ? <Button onPress={onLookAgain}>{t`أعد المعاينة`}</Button> : null}
      />
      <div className="tk-row">
        {clean ? (
          <Button kind="primary" busy={busy} isDisabled={outdated} onPress={onApply}>
            {t`أنشئ المسودات وراسل أصحابها`}
          </Button>
        ) : (
          <Button kind="primary" icon="download" busy={saving} onPress={save}>
            {t`نزّل الملف وعليه الملاحظات`}
          </Button>
        )}
        <Button onPress={onAnother}>{t`اختر ملفًا آخر`}</Button>
      </div>
      {clean ? <Steps report={report} /> : null}
    </Card>
  );
}
