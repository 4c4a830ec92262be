// One entry of a blind round: each text beside what jurors read of it, each file beside its copy.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { BlindFileCard } from '../parts/BlindFileCard';
import { BlindPartCard, type BlindPlace } from '../parts/BlindPartCard';
import { useRoundOf } from './BlindPage';
import '../problems';
import '../judging.css';

type Entry = components['schemas']['BlindEntry'];

function Parts({ found, place, mayDecide }: { found: Entry; place: BlindPlace; mayDecide: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  // What was left to look at when the page opened comes first; what is settled meanwhile keeps its place.
  const [left] = useState(() => new Set(found.parts.filter((part) => part.signs.length > 0).map((part) => part.part)));
  const parts = [
    ...found.parts.filter((part) => left.has(part.part)),
    ...found.parts.filter((part) => !left.has(part.part)),
  ];
  return (
    <>
      <Notice title={t`ما يُبحث عنه`}>
        <bdi>{found.names.join(comma)}</bdi>
      </Notice>
      {found.files.length > 0 ? (
        <Card title={t`الملفات`}>
          <ul className="tk-plain-list tk-stack">
            {found.files.map((file) => (
              <BlindFileCard key={file.attachment_id} place={place} file={file} mayDecide={mayDecide} />
            ))}
          </ul>
        </Card>
      ) : null}
      {parts.map((part) => (
        <BlindPartCard key={part.part} place={place} part={part} mayDecide={mayDecide} />
      ))}
    </>
  );
}

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
  // A copy is made in a moment: the page says so by itself.
  const isWaiting = entry.data?.files.some((file) => file.signs.includes('waiting'));
  useGet('/api/v1/rounds/{round_id}/blind/entries/{entry_id}', {
    path: place,
    refetchInterval: isWaiting ? 5_000 : false,
  });
  const number = entry.data ? format.number(entry.data.number, { useGrouping: false }) : '';
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
      <Read of={entry}>{(found) => <Parts found={found} place={place} mayDecide={mayDecide} />}</Read>
    </Page>
  );
}
