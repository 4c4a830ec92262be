// How the entry came out, once the results are public: said plainly to those who won and to those who did not.
import { useLingui } from '@lingui/react/macro';
import { type Answer, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { Feedback } from './Feedback';

type Result = Answer<'/api/v1/entrant/entries/{entry_id}/result'>;

/** From this phase on, by the server's clock, the results can be seen. */
export const isPublished = (entry: { edition: Pick<Entry['edition'], 'phase'> }): boolean =>
  entry.edition.phase === 'published' || entry.edition.phase === 'archived';

function Pages({ entry, own }: { entry: Entry; own: boolean }) {
  const { t, i18n } = useLingui();
  const winners = `${i18n.locale === 'en' ? '/en' : ''}/editions/${entry.edition.slug}/winners`;
  return (
    <p className="tk-row">
      {own ? <a href={`${winners}/${entry.number}`}>{t`صفحة مشاركتكم بين الفائزين`}</a> : null}
      <a href={winners}>{t`صفحة الفائزين`}</a>
    </p>
  );
}

function useTitle(): (result: Result) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (result) => {
    const place = result.place === null ? '' : format.number(result.place);
    const level = format.pick(result.level_ar, result.level_en);
    switch (result.outcome) {
      case 'winner':
        return level ? t`فازت بالمركز ${place}: ${level}` : t`فازت بالمركز ${place}`;
      case 'honourable_mention':
        return t`نالت تنويهًا`;
      default:
        return t`لم تكن بين الفائزين`;
    }
  };
}

function Outcome({ entry, result }: { entry: Entry; result: Result }) {
  const { t } = useLingui();
  const format = useFormat();
  const title = useTitle();
  const won = result.outcome === 'winner' || result.outcome === 'honourable_mention';
  const citation = format.pick(result.citation_ar, result.citation_en);
  return (
    <Notice tone={won ? 'success' : 'info'} title={title(result)}>
      {citation ? (
        <blockquote className="tk-entrant-reason" dir="auto">
          {citation}
        </blockquote>
      ) : null}
      {result.withheld ? <p>{t`حُجبت في هذه الدورة ولم تُمنح لأحد، والسبب في صفحة الفائزين.`}</p> : null}
      {won ? null : <p>{t`شكرًا لمشاركتكم. تبقى المشاركة وأجوبتها وملفاتها هنا للاطّلاع.`}</p>}
      {result.published_at ? (
        <p className="tk-small">
          {t`أُعلنت النتائج في`} <When at={result.published_at} zone={entry.edition.timezone} />
        </p>
      ) : null}
      <Pages entry={entry} own={won} />
    </Notice>
  );
}

export function ResultNotice({ entry }: { entry: Entry }) {
  const result = useGet('/api/v1/entrant/entries/{entry_id}/result', { path: { entry_id: entry.id } });
  return (
    <div className="tk-stack">
      <Read of={result} lines={2}>
        {(found) => <Outcome entry={entry} result={found} />}
      </Read>
      <Feedback entry={entry} />
    </div>
  );
}
