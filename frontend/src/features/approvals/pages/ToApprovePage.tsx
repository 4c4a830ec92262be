// The approver's home: what waits for their name first, since when and from whom; then their other editions.
import { Plural, useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { LinkCard } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

type Edition = components['schemas']['ApproverEdition'];

function Asked({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const format = useFormat();
  const by = format.pick(edition.by_ar, edition.by_en);
  if (!edition.waits || !edition.since) return null;
  const asked =
    edition.waits === 'signature'
      ? by && !edition.own
        ? t`جُمّدت النتائج باسم ${by}.`
        : t`جُمّدت النتائج.`
      : by && !edition.own
        ? t`اقتُرحت العودة إلى المداولة بعد توقيعها، والاقتراح باسم ${by}.`
        : t`اقتُرحت العودة إلى المداولة بعد توقيعها.`;
  const whose = edition.organises
    ? t`أنت من منظّمي هذه الدورة، فيجيب معتمِد لا ينظّمها.`
    : edition.own
      ? t`الخطوة منك، فيجيب معتمِد غيرك.`
      : '';
  return (
    <>
      <p dir="auto">
        {asked} {whose}
      </p>
      <p className="tk-small tk-soft">
        <When at={edition.since} zone={edition.timezone} />
      </p>
    </>
  );
}

function EditionCard({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const format = useFormat();
  const mine = edition.waits !== null && !edition.own && !edition.organises;
  return (
    <LinkCard
      level={3}
      to={edition.waits === 'reopening' ? '/editions/$editionId' : '/editions/$editionId/approval'}
      params={{ editionId: edition.id }}
      title={<bdi>{format.name(edition)}</bdi>}
      meta={
        <>
          {mine ? (
            <Badge tone="warning" dot>
              {edition.waits === 'signature' ? t`تنتظر توقيعك` : t`تنتظر جوابك`}
            </Badge>
          ) : null}
          <StateBadge of="phase" state={edition.phase} />
        </>
      }
    >
      <p className="tk-small tk-soft">
        <bdi>{format.pick(edition.programme_ar, edition.programme_en)}</bdi>
      </p>
      <Asked edition={edition} />
    </LinkCard>
  );
}

/** Words on what arrived late in a round, for which the rules ask a second person. */
function LateCard({ edition, late }: { edition: Edition; late: Edition['late'][number] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <LinkCard
      level={3}
      to="/editions/$editionId/rounds/$roundId/late"
      params={{ editionId: edition.id, roundId: late.round_id }}
      title={
        <>
          <bdi>{format.name(edition)}</bdi> – <bdi>{format.name(late)}</bdi>
        </>
      }
      meta={<Badge tone="warning" dot>{t`تنتظر جوابك`}</Badge>}
    >
      <p>
        <Plural
          value={late.count}
          zero="لا تقييمات متأخرة تنتظر شخصًا ثانيًا."
          one="تقييم واحد وصل متأخرًا، واقترح غيرك قبوله أو رفضه."
          two="تقييمان وصلا متأخرين، واقترح غيرك قبولهما أو رفضهما."
          few="# تقييمات وصلت متأخرة، واقترح غيرك قبولها أو رفضها."
          many="# تقييمًا وصلت متأخرة، واقترح غيرك قبولها أو رفضها."
          other="# تقييم وصلت متأخرة، واقترح غيرك قبولها أو رفضها."
        />
      </p>
      <p className="tk-small tk-soft">
        <When at={late.since} zone={edition.timezone} />
      </p>
    </LinkCard>
  );
}

export function ToApprovePage() {
  const { t } = useLingui();
  const home = useGet('/api/v1/home/approver', { refetchInterval: 60_000 });
  return (
    <Page title={t`نتائج للاعتماد`} lead={t`توقّع ما جمّده المنظّم أو تعيده إليه بسبب. لا يوقّع من جمّد.`}>
      <Read of={home}>
        {({ editions }) => {
          const waiting = editions.filter((one) => one.waits);
          const late = editions.flatMap((edition) => edition.late.map((one) => [edition, one] as const));
          const rest = editions.filter((one) => !one.waits);
          if (editions.length === 0) return <EmptyState title={t`لا دورات تعتمد نتائجها`} icon="seal" />;
          return (
            <div className="tk-stack tk-gap-6">
              <section className="tk-stack">
                <h2 className="tk-h2">{t`ينتظر الآن`}</h2>
                {waiting.length + late.length === 0 ? (
                  <p className="tk-soft">{t`لا شيء ينتظر اسمك. يصلك بريد حين تُجمَّد نتائج.`}</p>
                ) : null}
                {waiting.map((edition) => (
                  <EditionCard key={edition.id} edition={edition} />
                ))}
                {late.map(([edition, one]) => (
                  <LateCard key={one.round_id} edition={edition} late={one} />
                ))}
              </section>
              {rest.length > 0 ? (
                <section className="tk-stack">
                  <h2 className="tk-h2">{t`دورات تعتمد نتائجها`}</h2>
                  {rest.map((edition) => (
                    <EditionCard key={edition.id} edition={edition} />
                  ))}
                </section>
              ) : null}
            </div>
          );
        }}
      </Read>
    </Page>
  );
}
