// What a file would make, or what is wrong with it: each cell by its place and its column's own header.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { asProblem } from '../../../shared/api/problem';
import { saveAnswerTo } from '../../../shared/api/sheets';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { Sheet, SheetNames, SheetProblems } from '../../../shared/ui/Sheet';
import { CallNotice } from './CallNotice';
import type { Report } from './report';

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

function Steps({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Sheet
      label={t`ما يصير إليه كل صف`}
      heads={[t`الصف`, t`المشاركة`, t`المشارك`, t`إجابات`, t`من يُراسَل`]}
      rows={report.items}
    >
      {(one) => (
        <tr key={one.row}>
          <td>{format.number(one.row)}</td>
          <td dir="auto">{one.title_ar}</td>
          <td>
            <bdi>{format.pick(one.entrant_ar, one.entrant_en)}</bdi>
            {one.contact_email ? <code className="tk-sheet-cell">{one.contact_email}</code> : null}
          </td>
          <td>{format.number(one.answers)}</td>
          <td>
            {one.tells > 0 ? format.number(one.tells) : <Badge tone="warning">{t`لا أحد: ليس للجهة مدير بعد`}</Badge>}
          </td>
        </tr>
      )}
    </Sheet>
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
        <SheetProblems problems={report.problems} />
      )}
      {report.ignored.length > 0 ? (
        <Notice tone="warning" title={t`أعمدة لم نعرفها، فلا يُؤخذ منها شيء`}>
          <SheetNames names={report.ignored} />
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
