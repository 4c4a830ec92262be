// Where one evaluation of the queue stands: on the server, in the grace time, and on this device.
import { useLingui } from '@lingui/react/macro';
import type { KeptDraft } from '../../../offline/device';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { type Item, isPutOff } from '../queue';
import { queueStates } from '../words';
import { LateBadge } from './Late';
import { WaitingBadge } from './Waiting';

export function Standing({ item, draft }: { item: Item; draft: KeptDraft | undefined }) {
  const { i18n } = useLingui();
  const arriving = item.late === 'waiting' || item.late === 'draft';
  return (
    <span className="tk-row tk-gap-2">
      {arriving ? null : item.reopened ? (
        <Badge tone="info" dot>
          {i18n._(queueStates.reopened)}
        </Badge>
      ) : (
        <StateBadge of="evaluation" state={item.state} />
      )}
      {isPutOff(item) ? <Badge tone="neutral">{i18n._(queueStates.later)}</Badge> : null}
      <LateBadge state={item.late} />
      <WaitingBadge draft={draft} />
    </span>
  );
}
