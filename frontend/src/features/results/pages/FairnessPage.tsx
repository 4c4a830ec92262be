// The fairness report of the newest ranking: sentences first, then charts with their tables. Opening it is recorded.
import { useLingui } from '@lingui/react/macro';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Menu } from '../../../shared/ui/Menu';
import { Notice, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { CategorySection } from '../fairness/CategorySection';
import { Guards } from '../fairness/Guards';
import { JurorsSection } from '../fairness/JurorsSection';
import { Criteria, Looks } from '../fairness/Looks';
import { namesOf } from '../fairness/model';
import { Summary } from '../fairness/Summary';
import { WhatIf } from '../fairness/WhatIf';
import '../fairness/fairness.css';

function DownloadMenu({ rankingId }: { rankingId: string }) {
  const { t } = useLingui();
  const save = (language: 'ar' | 'en') => () => {
    const path = `/api/v1/rankings/${rankingId}/fairness-report?language=${language}`;
    download(path, 'fairness.pdf').catch(notifyProblem);
  };
  return (
    <Menu
      label={t`التقرير وثيقةً`}
      items={[
        { id: 'ar', label: t`PDF بالعربية`, icon: 'download', onAction: save('ar') },
        { id: 'en', label: t`PDF بالإنجليزية`, icon: 'download', onAction: save('en') },
      ]}
    >
      {t`التقرير وثيقةً`}
    </Menu>
  );
}

function Report({ rankingId }: { rankingId: string }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const report = useGet('/api/v1/rankings/{ranking_id}/fairness', { path: { ranking_id: rankingId } });
  return (
    <Read of={report}>
      {(data) => {
        const names = namesOf(data);
        return (
          <div className="tk-stack tk-gap-6">
            {data.partial ? (
              <Notice title={t`هذا التقرير جزء من التقرير كله`}>
                {t`لا يُعرض فيه ما لا تقرؤه من الفئات ومشاركاتها. وأرقام الثبات والاتفاق للمحكّمين جميعًا.`}
              </Notice>
            ) : null}
            <Guards data={data} names={names} />
            <Summary data={data} names={names} />
            <JurorsSection data={data} names={names} />
            <Looks data={data} names={names} />
            <Tabs
              label={nouns.All}
              urlKey="category"
              items={data.categories.map((one) => ({
                id: one.id,
                label: format.name(one),
                content: <CategorySection key={one.id} data={data} names={names} id={one.id} />,
              }))}
            />
            <Criteria data={data} />
            {data.votes ? null : <WhatIf key={data.ranking.id} data={data} names={names} />}
          </div>
        );
      }}
    </Read>
  );
}

export function FairnessPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const standings = useGet('/api/v1/editions/{edition_id}/standings', { path: { edition_id: editionId } });
  return (
    <Page
      title={t`تقرير الإنصاف`}
      lead={t`ما وراء الترتيب: المحكّمون وما يُعرف منهم، وما هو مؤكد وما ليس مؤكدًا. يُسجَّل كل اطّلاع.`}
      actions={standings.data?.ranking ? <DownloadMenu rankingId={standings.data.ranking.id} /> : null}
      crumbs={[{ label: t`الترتيب والقرارات`, to: '/editions/$editionId/results', params: { editionId } as never }]}
    >
      <Read of={standings}>
        {(data) =>
          data.ranking ? (
            <Report rankingId={data.ranking.id} />
          ) : (
            <EmptyState title={t`لم يؤخذ ترتيب بعد`} icon="award">
              {t`يُعدّ التقرير على لقطة من الترتيب. خذ الترتيب أولًا من صفحة الترتيب والقرارات.`}
            </EmptyState>
          )
        }
      </Read>
    </Page>
  );
}
