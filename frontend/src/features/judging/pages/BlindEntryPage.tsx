// One entry of a blind round: each text beside what jurors read of it, each file beside its copy.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { BlindFileCard } from '../parts/BlindFileCard';
import { BlindPartCard } from '../parts/BlindPartCard';
import { useRoundOf } from './BlindPage';
import '../problems';
import '../judging.css';

export function BlindEntryPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const entryId = useParam('entryId');
  const round = useRoundOf(editionId, roundId);
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const mayDecide = useOrganises(edition.data) && round !== undefined && round.state !== 'closed';
  const place = { round_id: roundId, entry_id: entryId };
  const entry = useGet('/api/v1/rounds/{round_id}/blind/entries/{entry_id}', { path: place });
  const number = entry.data ? format.number(entry.data.number, { useGrouping: false }) : '';
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  // What is left to look at comes first; the rest keeps the form's order.
  const first = <P extends { signs: unknown[] }>(parts: readonly P[]): P[] =>
    [...parts].sort((a, b) => Number(b.signs.length > 0) - Number(a.signs.length > 0));
  return (
    <Page
      title={number ? t`مشاركة رقم ${number}` : t`المشاركة`}
      lead={entry.data ? <bdi>{format.pick(entry.data.agency_ar, entry.data.agency_en)}</bdi> : undefined}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        {
          label: format.name(round) || t`الجولة`,
          to: '/editions/$editionId/rounds/$roundId',
          params: { editionId, roundId },
        },
        {
          label: t`إخفاء الأسماء`,
          to: '/editions/$editionId/rounds/$roundId/blind',
          params: { editionId, roundId },
        },
      ]}
    >
      <Read of={entry}>
        {(found) => (
          <>
            <Notice title={t`ما يُبحث عنه`}>
              <bdi>{found.names.join(comma)}</bdi>
            </Notice>
            {first(found.parts).map((part) => (
              <BlindPartCard key={part.part} place={place} part={part} mayDecide={mayDecide} />
            ))}
            {found.files.length > 0 ? (
              <Card title={t`الملفات`}>
                <ul className="tk-plain-list tk-stack">
                  {first(found.files).map((file) => (
                    <BlindFileCard key={file.attachment_id} place={place} file={file} mayDecide={mayDecide} />
                  ))}
                </ul>
              </Card>
            ) : null}
          </>
        )}
      </Read>
    </Page>
  );
}
