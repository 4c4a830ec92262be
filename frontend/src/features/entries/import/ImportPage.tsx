// Entries from a sheet: choose where, fill the template, look at what it would make, then all of it or nothing.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { sendSheet } from '../../../shared/api/sheets';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { StepTrack } from '../../../shared/ui/Progress';
import { Skeleton } from '../../../shared/ui/States';
import { useOrganisesHere } from '../rights';
import { Choose } from './Choose';
import { Done } from './Done';
import { Preview } from './Preview';
import type { Report } from './report';
import '../problems';
import './import.css';

export function ImportPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const nouns = useNouns();
  const organises = useOrganisesHere(editionId);
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const all = categories.data?.items ?? [];
  const categoryId = chosen ?? (all.length === 1 ? (all[0]?.id ?? null) : null);
  const path = `/api/v1/categories/${categoryId}/entry-import`;
  const [file, setFile] = useState<File | null>(null);
  // One id for all tries of what was previewed: a confirmation that is sent twice makes nothing twice.
  const [importId, setImportId] = useState(newId);
  const plan = useMutation({ mutationFn: (wanted: File) => sendSheet<Report>(path, wanted, { dry_run: 'true' }) });
  const apply = useMutation({
    mutationFn: ({ wanted, hash }: { wanted: File; hash: string }) =>
      sendSheet<Report>(path, wanted, { dry_run: 'false', plan_hash: hash, import_id: importId }),
    onSuccess: () => refreshPaths('/api/v1/editions/{edition_id}/entries'),
  });
  const look = (wanted: File): void => {
    setFile(wanted);
    setImportId(newId());
    apply.reset();
    plan.mutate(wanted);
  };
  const again = (): void => {
    setFile(null);
    plan.reset();
    apply.reset();
  };
  const step = apply.data ? 'done' : plan.data ? 'preview' : 'choose';
  return (
    <Page
      title={t`استيراد المشاركات`}
      lead={t`من ملف Excel واحد لكل ${nouns.one}: تُعرض أولًا بما فيها من أخطاء، ثم تُنشأ كلها مسودات أو لا يُنشأ منها شيء. الجهات تراجعها وتقدّمها.`}
      crumbs={[{ label: t`المشاركات`, to: '/editions/$editionId/entries', params: { editionId } }]}
    >
      {organises ? (
        <>
          <StepTrack
            label={t`خطوات الاستيراد`}
            current={step}
            steps={[
              { id: 'choose', label: t`الملف` },
              { id: 'preview', label: t`المعاينة` },
              { id: 'done', label: t`التنفيذ` },
            ]}
          />
          {apply.data ? (
            <Done report={apply.data} editionId={editionId} again={again} />
          ) : plan.data && file ? (
            <Preview
              report={plan.data}
              file={file}
              path={path}
              busy={apply.isPending}
              error={apply.error}
              onApply={() => apply.mutate({ wanted: file, hash: plan.data.plan_hash })}
              onLookAgain={() => look(file)}
              onAnother={again}
            />
          ) : plan.isPending ? (
            <Card title={t`نقرأ الملف`}>
              <Skeleton lines={6} />
            </Card>
          ) : (
            <Choose
              categories={all}
              categoryId={categoryId}
              onCategory={setChosen}
              path={path}
              error={plan.error ?? categories.error}
              onFile={look}
            />
          )}
        </>
      ) : (
        <Notice>{t`يستورد المشاركاتِ منظّمو الدورة وحدهم.`}</Notice>
      )}
    </Page>
  );
}
