// Returns to an earlier phase that were confirmed, declined or taken back: who said what, newest first.
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { phaseWords, StateBadge, type StateWords } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { When } from '../../../shared/ui/When';
import { Hash } from './Hash';
import type { Reopening } from './useReopening';

const states: StateWords = {
  proposed: ['warning', msg({ message: 'تنتظر', context: 'reopening' })],
  confirmed: ['success', msg({ message: 'تمّت', context: 'reopening' })],
  declined: ['error', msg({ message: 'رُفضت', context: 'reopening' })],
  cancelled: ['neutral', msg({ message: 'سُحبت', context: 'reopening' })],
  lapsed: ['neutral', msg({ message: 'سقطت بانتقال الدورة', context: 'reopening' })],
};

type One = Reopening['past'][number];

function Return({ one, zone }: { one: One; zone: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const phase = (id: One['to_phase']) => {
    const words = phaseWords[id]?.[1];
    return words ? i18n._(words) : id;
  };
  const before = phase(one.from_phase);
  const after = phase(one.to_phase);
  return (
    <li className="tk-stack tk-gap-2">
      <div className="tk-row tk-gap-2">
        <span className="tk-strong">
          <Trans>
            من «{before}» إلى «{after}»
          </Trans>
        </span>
        <StateBadge state={one.state} words={states} />
      </div>
      <p dir="auto">{format.pick(one.reason_ar, one.reason_en)}</p>
      <p className="tk-small tk-soft">
        {t`اقترح:`} <bdi>{format.name(one.proposed_by)}</bdi> – <When at={one.proposed_at} zone={zone} show="short" />
      </p>
      {one.answered_by && one.state !== 'cancelled' ? (
        <p className="tk-small tk-soft">
          {one.state === 'declined' ? t`رفض:` : t`أكّد:`} <bdi>{format.name(one.answered_by)}</bdi> –{' '}
          <When at={one.answered_at} zone={zone} show="short" />
        </p>
      ) : null}
      {one.answer_reason ? <p dir="auto">{one.answer_reason}</p> : null}
      {one.rulebook_hash ? (
        <div>
          <p className="tk-small tk-soft">{t`بصمة اللائحة التي كانت مجمَّدة`}</p>
          <Hash value={one.rulebook_hash} />
        </div>
      ) : null}
    </li>
  );
}

export function ReopeningHistory({ view, zone }: { view: Reopening; zone: string }) {
  const { t } = useLingui();
  if (view.past.length === 0) return null;
  return (
    <Card title={t`العودة إلى مراحل سابقة`}>
      <ol className="tk-editions-returns" reversed>
        {view.past.map((one) => (
          <Return key={one.id} one={one} zone={zone} />
        ))}
      </ol>
    </Card>
  );
}
