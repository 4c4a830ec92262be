// What a file would do, or what is wrong with it: each cell by its row and its column's own header.
import { Trans, useLingui } from '@lingui/react/macro';
import { asProblem } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice, ProblemNotice } from '../../../shared/ui/Notice';
import { Sheet, SheetProblems } from '../../../shared/ui/Sheet';
import { memberActs } from '../words';

type Report = components['schemas']['ImportReport'];

export interface ImportPreviewProps {
  report: Report;
  fileName: string;
  busy: boolean;
  error: unknown;
  onApply: () => void;
  onLookAgain: () => void;
  onAnother: () => void;
}

function Steps({ report }: { report: Report }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <Sheet
      label={t`ما يفعله كل صف`}
      heads={[t`الصف`, t`الجهة`, t`ما يحدث لها`, t`العضو`, t`ما يحدث له`]}
      rows={report.items}
    >
      {(one) => (
        <tr key={one.row}>
          <td>{format.number(one.row)}</td>
          <td dir="auto">{format.name(one)}</td>
          <td>
            {one.organisation === 'create' ? <Badge tone="success">{t`تُنشأ`}</Badge> : <Badge>{t`مسجّلة من قبل`}</Badge>}
          </td>
          <td>{one.member_email ? <code>{one.member_email}</code> : '—'}</td>
          <td>
            <Badge tone={one.member === 'invite' || one.member === 'add' ? 'success' : 'neutral'}>
              {i18n._(memberActs[one.member])}
            </Badge>
          </td>
        </tr>
      )}
    </Sheet>
  );
}

export function ImportPreview(props: ImportPreviewProps) {
  const { report, fileName, busy, error, onApply, onLookAgain, onAnother } = props;
  const { t } = useLingui();
  const format = useFormat();
  const clean = report.problems.length === 0;
  const outdated = error ? asProblem(error).code === 'plan_stale' || asProblem(error).code === 'import_invalid' : false;
  const nothing = report.organisations_created + report.members_invited + report.members_added === 0;
  return (
    <Card
      title={
        <Trans>
          معاينة <bdi dir="ltr">{fileName}</bdi>
        </Trans>
      }
    >
      {clean ? (
        <Figures>
          <Figure label={t`صفوف`} value={format.number(report.rows)} />
          <Figure label={t`جهات تُنشأ`} value={format.number(report.organisations_created)} />
          <Figure label={t`أعضاء يُدعون`} value={format.number(report.members_invited)} />
          <Figure label={t`أعضاء يُضافون`} value={format.number(report.members_added)} />
        </Figures>
      ) : (
        <SheetProblems problems={report.problems} />
      )}
      <ProblemNotice
        error={error}
        action={outdated ? <Button onPress={onLookAgain}>{t`أعد المعاينة`}</Button> : null}
      />
      {clean && nothing ? <Notice>{t`كل ما في الملف مسجّل من قبل؛ لا شيء يُضاف.`}</Notice> : null}
      <div className="tk-row">
        {clean ? (
          <Button kind="primary" busy={busy} isDisabled={nothing || outdated} onPress={onApply}>
            {t`نفّذ الاستيراد`}
          </Button>
        ) : null}
        <Button kind={clean ? 'secondary' : 'primary'} onPress={onAnother}>
          {t`اختر ملفًا آخر`}
        </Button>
      </div>
      {clean ? <Steps report={report} /> : null}
    </Card>
  );
}
