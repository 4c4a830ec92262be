// A blind round before its jurors read it: what may still tell whose the entries are, entry by entry.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Figure, Figures } from '../../../shared/ui/Card';
import { DataList } from '../../../shared/ui/list/DataList';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { Signs } from '../parts/BlindWords';
import '../judging.css';

export function useRoundOf(editionId: string, roundId: string) {
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  return rounds.data?.items.find((one) => one.id === roundId);
}

export function BlindPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const round = useRoundOf(editionId, roundId);
  const path = { round_id: roundId };
  const summary = useGet('/api/v1/rounds/{round_id}/blind', { path });
  // Copies are made in a moment: the page says so by itself.
  const isWaiting = (summary.data?.files_waiting ?? 0) > 0;
  useGet('/api/v1/rounds/{round_id}/blind', { path, refetchInterval: isWaiting ? 5_000 : false });
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  return (
    <Page
      title={t`إخفاء الأسماء`}
      lead={t`ما يقرؤه محكّمو هذه الجولة من كل مشاركة. ابدأ بما بقي: حرّر النص، أو احجبه، أو أبقه إن كان لا يدل على صاحبه.`}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        {
          label: format.name(round) || t`الجولة`,
          to: '/editions/$editionId/rounds/$roundId',
          params: { editionId, roundId },
        },
      ]}
    >
      <Read of={summary}>
        {(found) =>
          found.blind ? (
            <>
              <Figures>
                <Figure label={t`المشاركات`} value={format.number(found.entries)} />
                <Figure label={t`فيها ما يُراجَع`} value={format.number(found.entries_left)} />
                <Figure label={t`مواضع تُراجَع`} value={format.number(found.parts_left)} />
                <Figure label={t`ملفات تُحضَّر نسخها`} value={format.number(found.files_waiting)} />
              </Figures>
              <Notice>
                {t`يُبحث عن اسم الجهة بالعربية والإنجليزية واختصاره وموقعها ونطاق بريدها، في النصوص وفي ما يُقرأ من الملفات. ما في الصور والأفلام لا يُقرأ آليًا، فانظر فيه بنفسك.`}
              </Notice>
              <DataList
                source="/api/v1/rounds/{round_id}/blind/entries"
                path={path}
                {...(isWaiting ? { refetchInterval: 5_000 } : {})}
                label={t`مشاركات الجولة`}
                searchLabel={t`ابحث بعنوان`}
                rowId={(row) => row.entry_id}
                rowLink={(row) => ({
                  to: '/editions/$editionId/rounds/$roundId/blind/$entryId',
                  params: { editionId, roundId, entryId: row.entry_id },
                })}
                filters={[
                  {
                    id: 'left',
                    label: t`ما يُراجَع`,
                    options: [
                      { id: 'true', label: t`فيها ما يُراجَع` },
                      { id: 'false', label: t`لا شيء يُراجَع` },
                    ],
                  },
                ]}
                columns={[
                  {
                    id: 'number',
                    header: t`الرقم`,
                    sortable: true,
                    width: '5.5rem',
                    cell: (row) => format.number(row.number, { useGrouping: false }),
                  },
                  {
                    id: 'title',
                    header: t`المشاركة`,
                    primary: true,
                    cell: (row) => format.pick(row.title_ar, row.title_en),
                  },
                  {
                    id: 'agency',
                    header: t`الجهة`,
                    cell: (row) => <bdi>{format.pick(row.agency_ar, row.agency_en)}</bdi>,
                  },
                  {
                    id: 'left',
                    header: t`ما يُراجَع`,
                    cell: (row) => (row.left ? <Signs signs={row.signs} /> : <Badge tone="success">{t`لا شيء`}</Badge>),
                  },
                  { id: 'found', header: t`ما وُجد`, cell: (row) => <bdi>{row.found.join(comma)}</bdi> },
                ]}
                empty={{ title: t`لا مشاركات مؤهلة في هذه الجولة بعد`, icon: 'list' }}
              />
            </>
          ) : (
            <EmptyState
              title={t`يقرأ محكّمو هذه الجولة أسماء الجهات`}
              icon="eye"
              action={
                <LinkButton to="/editions/$editionId/rounds/$roundId" params={{ editionId, roundId }}>
                  {t`افتح الجولة في صفحتها`}
                </LinkButton>
              }
            >
              {t`تُجعل الجولة بلا أسماء من إعداداتها، قبل تجميد لائحة التحكيم.`}
            </EmptyState>
          )
        }
      </Read>
    </Page>
  );
}
