// Who may enter, beside my entry: the questions that come before the form, each rule's state, the co-owners.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { RuleStates } from '../../../shared/entry/RuleStates';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { Notice } from '../../../shared/ui/Notice';
import type { Entry } from '../model/transport';
import { anchorOf } from '../parts/Question';
import { CoOwners } from './CoOwners';
import { isGated, standing } from './gate';
import { Questions } from './Questions';

export type OwnEligibility = components['schemas']['OwnEligibility'];
export const ELIGIBILITY = '/api/v1/entrant/entries/{entry_id}/eligibility';

function Panel({ entry, found, gated }: { entry: Entry; found: OwnEligibility; gated: boolean }) {
  const { t } = useLingui();
  const stands = standing(found);
  const [tone, word] = {
    fails: ['error', t`فيها ما لم يُستوفَ`] as const,
    unknown: ['warning', t`لم تتضح كلها بعد`] as const,
    passes: ['success', t`مستوفاة كلها`] as const,
  }[stands];
  const others = found.states.filter((one) => one.kind !== 'question' || !found.may_edit);
  return (
    <Card>
      <details
        id={anchorOf('eligibility')}
        className="tk-entrant-details"
        open={stands !== 'passes' || found.asks_co_owners || gated}
      >
        <summary>
          <span className="tk-row">
            {t`شروط الأهلية`}
            <Badge tone={tone} dot>
              {word}
            </Badge>
          </span>
          <Icon name="chevron-down" size={18} />
        </summary>
        <div className="tk-stack">
          {found.may_edit && found.questions.length > 0 ? <Questions entry={entry} found={found} /> : null}
          {others.length > 0 ? (
            <RuleStates
              states={others}
              below={(state) =>
                state.kind === 'co_owners' ? <CoOwners entry={entry} found={found} may={found.may_manage} /> : null
              }
            />
          ) : null}
        </div>
      </details>
    </Card>
  );
}

/** The rules above the entry's pages; these wait until the questions of a new draft are answered. */
export function Eligibility({ entry, children }: { entry: Entry; children: ReactNode }) {
  const { t } = useLingui();
  const read = useGet(ELIGIBILITY, { path: { entry_id: entry.id }, refetchInterval: 20_000 });
  const found = read.data;
  if (!found || found.states.length === 0) return children;
  const touched = entry.submitted_at !== null || entry.answers.length > 0 || entry.attachments.length > 0;
  const gated = isGated(found, touched);
  return (
    <>
      <Panel entry={entry} found={found} gated={gated} />
      {gated ? <Notice>{t`يظهر النموذج هنا بعد أن تجيب عن أسئلة الأهلية بما يتيح المشاركة.`}</Notice> : children}
    </>
  );
}
