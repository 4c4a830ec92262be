// Importing agencies and members from a sheet: choose, look at what it would do, then all of it or nothing.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { download } from '../../../shared/api/download';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { sendSheet, TYPES } from '../../../shared/api/sheets';
import { useFormat } from '../../../shared/i18n/react';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { StepTrack } from '../../../shared/ui/Progress';
import { Skeleton } from '../../../shared/ui/States';
import { ImportPreview } from '../parts/ImportPreview';
import '../problems';
import '../organisations.css';

export type Report = components['schemas']['ImportReport'];

const send = (file: File, query: Record<string, string>) =>
  sendSheet<Report>('/api/v1/organisations/import', file, query);

function Choose({ onFile, error }: { onFile: (file: File) => void; error: unknown }) {
  const { t } = useLingui();
  return (
    <Card title={t`اختر الملف`}>
      <ol className="tk-stack tk-gap-2 tk-org-similar">
        <li>{t`نزّل القالب واكتب فيه جهة وعضوًا في كل صف. كرّر اسم الجهة لكل عضو من أعضائها.`}</li>
        <li>{t`احفظه بصيغة Excel أو CSV ثم اختره هنا. نعرض عليك ما سيحدث قبل أن يُحفظ شيء.`}</li>
      </ol>
      <div>
        <Button
          icon="download"
          onPress={() =>
            void download('/api/v1/organisations/import/template', 'organisations-template.xlsx').catch(notifyProblem)
          }
        >
          {t`نزّل القالب`}
        </Button>
      </div>
      <ProblemNotice error={error} />
      <FileDrop
        label={t`ملف الجهات والأعضاء`}
        help={t`Excel بصيغة xlsx أو CSV، حتى ألف صف.`}
        accept={[...TYPES]}
        onFiles={([file]) => file && onFile(file)}
      />
    </Card>
  );
}

function Done({ report, again }: { report: Report; again: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Card title={t`تم الاستيراد`}>
      <Notice tone="success">{t`حُفظ كل ما في الملف، وأُرسلت الدعوات إلى الأعضاء الجدد.`}</Notice>
      <Figures>
        <Figure label={t`جهات أُنشئت`} value={format.number(report.organisations_created)} />
        <Figure label={t`أعضاء دُعوا`} value={format.number(report.members_invited)} />
        <Figure label={t`أعضاء أُضيفوا`} value={format.number(report.members_added)} />
      </Figures>
      <div className="tk-row">
        <LinkButton kind="primary" to="/organisations">
          {t`افتح الجهات`}
        </LinkButton>
        <Button onPress={again}>{t`استورد ملفًا آخر`}</Button>
      </div>
    </Card>
  );
}

export function ImportPage() {
  const { t } = useLingui();
  const [file, setFile] = useState<File | null>(null);
  const plan = useMutation({ mutationFn: (wanted: File) => send(wanted, { dry_run: 'true' }) });
  const apply = useMutation({
    mutationFn: ({ wanted, hash }: { wanted: File; hash: string }) =>
      send(wanted, { dry_run: 'false', plan_hash: hash }),
    onSuccess: () => refreshPaths('/api/v1/organisations', '/api/v1/invitations', '/api/v1/outbox'),
  });
  const choose = (wanted: File): void => {
    setFile(wanted);
    apply.reset();
    plan.mutate(wanted);
  };
  const again = (): void => {
    setFile(null);
    plan.reset();
    apply.reset();
  };
  const step = apply.data ? 'done' : plan.data ? 'look' : 'choose';
  return (
    <Page
      title={t`استيراد الجهات والأعضاء`}
      lead={t`جهات كثيرة بأعضائها من ملف واحد: تراها أولًا، ثم تُحفظ كلها أو لا يُحفظ منها شيء.`}
      crumbs={[{ label: t`الجهات`, to: '/organisations' }]}
    >
      <StepTrack
        label={t`خطوات الاستيراد`}
        current={step}
        steps={[
          { id: 'choose', label: t`الملف` },
          { id: 'look', label: t`المعاينة` },
          { id: 'done', label: t`التنفيذ` },
        ]}
      />
      {apply.data ? (
        <Done report={apply.data} again={again} />
      ) : plan.isPending ? (
        <Card title={t`نقرأ الملف…`}>
          <Skeleton lines={5} />
        </Card>
      ) : plan.data && file ? (
        <ImportPreview
          report={plan.data}
          fileName={file.name}
          busy={apply.isPending}
          error={apply.error}
          onApply={() => apply.mutate({ wanted: file, hash: plan.data.plan_hash })}
          onLookAgain={() => choose(file)}
          onAnother={again}
        />
      ) : (
        <Choose onFile={choose} error={plan.error} />
      )}
    </Page>
  );
}
