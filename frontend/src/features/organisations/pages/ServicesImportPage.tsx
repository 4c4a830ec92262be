// Services from a sheet: choose, look at what it would do, then all of it or nothing.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { download } from '../../../shared/api/download';
import { asProblem } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { sendSheet, TYPES } from '../../../shared/api/sheets';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Sheet, SheetProblems } from '../../../shared/ui/Sheet';
import { refreshServices } from '../parts/ServiceDialog';
import '../problems';
import '../organisations.css';

type Report = components['schemas']['ServiceImportReport'];

function Steps({ report }: { report: Report }) {
  const { t } = useLingui();
  const format = useFormat();
  const acts = {
    create: <Badge tone="success">{t`تُضاف`}</Badge>,
    change: <Badge tone="info">{t`تُحدَّث`}</Badge>,
    same: <Badge>{t`كما هي`}</Badge>,
  };
  return (
    <Sheet label={t`ما يفعله كل صف`} heads={[t`الصف`, t`الخدمة`, t`ما يحدث لها`]} rows={report.items}>
      {(one) => (
        <tr key={one.row}>
          <td>{format.number(one.row)}</td>
          <td dir="auto">{one.name_ar}</td>
          <td>{acts[one.act]}</td>
        </tr>
      )}
    </Sheet>
  );
}

export function ServicesImportPage() {
  const { t } = useLingui();
  const format = useFormat();
  const organisationId = useParam('organisationId');
  const path = `/api/v1/organisations/${organisationId}/services/import`;
  const [file, setFile] = useState<File | null>(null);
  const plan = useMutation({ mutationFn: (wanted: File) => sendSheet<Report>(path, wanted, { dry_run: 'true' }) });
  const apply = useMutation({
    mutationFn: ({ wanted, hash }: { wanted: File; hash: string }) =>
      sendSheet<Report>(path, wanted, { dry_run: 'false', plan_hash: hash }),
    onSuccess: () => refreshServices(),
  });
  const choose = (wanted: File): void => {
    setFile(wanted);
    apply.reset();
    plan.mutate(wanted);
  };
  const report = apply.data ?? plan.data;
  const clean = report?.problems.length === 0;
  const nothing = report ? report.created + report.changed === 0 : false;
  const outdated = apply.error ? asProblem(apply.error).code === 'plan_stale' : false;
  const back = (
    <LinkButton to="/entrant/organisations/$organisationId/services" params={{ organisationId }}>
      {t`عُد إلى السجل`}
    </LinkButton>
  );
  return (
    <Page
      title={t`استيراد الخدمات`}
      lead={t`من ملف واحد: تراها أولًا، ثم تُحفظ كلها أو لا يُحفظ منها شيء. الخدمة المسجّلة بالاسم نفسه تُحدَّث.`}
      crumbs={[
        { label: t`سجل الخدمات`, to: '/entrant/organisations/$organisationId/services', params: { organisationId } },
      ]}
    >
      <Card
        title={
          report && file ? (
            <Trans>
              معاينة <bdi dir="ltr">{file.name}</bdi>
            </Trans>
          ) : (
            t`اختر الملف`
          )
        }
      >
        <ProblemNotice
          error={plan.error ?? apply.error}
          action={outdated && file ? <Button onPress={() => choose(file)}>{t`أعد المعاينة`}</Button> : null}
        />
        {apply.data ? <Notice tone="success">{t`حُفظ كل ما في الملف.`}</Notice> : null}
        {report && clean ? (
          <>
            <Figures>
              <Figure label={t`صفوف`} value={format.number(report.rows)} />
              <Figure label={t`خدمات تُضاف`} value={format.number(report.created)} />
              <Figure label={t`خدمات تُحدَّث`} value={format.number(report.changed)} />
            </Figures>
            {nothing ? <Notice>{t`كل ما في الملف مسجّل كما هو؛ لا شيء يتغير.`}</Notice> : null}
          </>
        ) : null}
        {report && !clean ? <SheetProblems problems={report.problems} /> : null}
        {report && file ? (
          <div className="tk-row">
            {clean && !apply.data ? (
              <Button
                kind="primary"
                busy={apply.isPending}
                isDisabled={nothing || outdated}
                onPress={() => apply.mutate({ wanted: file, hash: report.plan_hash })}
              >
                {t`نفّذ الاستيراد`}
              </Button>
            ) : null}
            <Button onPress={() => plan.reset()}>{t`اختر ملفًا آخر`}</Button>
            {back}
          </div>
        ) : (
          <>
            <div>
              <Button
                icon="download"
                onPress={() => void download(`${path}/template`, 'services-template.xlsx').catch(notifyProblem)}
              >
                {t`نزّل القالب`}
              </Button>
            </div>
            <FileDrop
              label={t`ملف الخدمات`}
              help={t`Excel بصيغة xlsx أو CSV، حتى ألفي صف. افصل بين القنوات بفاصلة.`}
              accept={[...TYPES]}
              isDisabled={plan.isPending}
              onFiles={([chosen]) => chosen && choose(chosen)}
            />
          </>
        )}
        {report && clean ? <Steps report={report} /> : null}
      </Card>
    </Page>
  );
}
