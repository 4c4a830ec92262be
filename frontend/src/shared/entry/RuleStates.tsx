// The rules of eligibility beside one entry: what each asks, whether it is met, what that stands on, what follows.
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/react';
import { Badge } from '../ui/Badge';
import { type RuleState, ruleFacts, ruleTitle, standing } from './ruleWords';
import './rules.css';

export interface RuleStatesProps {
  states: readonly (RuleState & { changed?: boolean })[];
  /** under a rule, e.g. what to do about it */
  below?: (state: RuleState) => ReactNode;
}

export function RuleStates({ states, below }: RuleStatesProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const say = (words: MessageDescriptor | string): string => (typeof words === 'string' ? words : i18n._(words));
  return (
    <ul className="tk-plain-list tk-rules">
      {states.map((state) => {
        const [tone, word] = standing(state);
        const fail = state.outcome === 'fails' ? format.pick(state.fail_ar, state.fail_en) : '';
        return (
          <li key={state.rule_id ?? state.kind} data-outcome={state.outcome}>
            <p className="tk-rules-head">
              <span className="tk-strong" dir="auto">
                {say(ruleTitle(state, format))}
              </span>
              <Badge tone={tone} dot>
                {i18n._(word)}
              </Badge>
            </p>
            <p className="tk-small" dir="auto">
              {ruleFacts(state, format).map(say).join(' ')}
            </p>
            {fail ? (
              <p className="tk-small tk-rules-fail" dir="auto">
                {fail}
              </p>
            ) : null}
            {state.outcome === 'passes' ? null : (
              <p className="tk-tiny tk-soft">
                {state.blocks ? t`لا تُقدَّم المشاركة من دونه.` : t`يقرر فريق الفرز في شأنه.`}
              </p>
            )}
            {state.changed ? <p className="tk-tiny tk-rules-changed">{t`أُضيف أو تغيّر منذ تقديم المشاركة.`}</p> : null}
            {below?.(state)}
          </li>
        );
      })}
    </ul>
  );
}
