// From entry to entry in the juror's own list: as they filtered and sorted it, and where in it they are.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useEffect, useMemo } from 'react';
import { isolate } from '../../../shared/i18n/bidi';
import { useFormat } from '../../../shared/i18n/react';
import { type UrlState, useUrlState } from '../../../shared/router/urlState';
import { LinkButton } from '../../../shared/ui/Button';
import type { IconName } from '../../../shared/ui/Icon';
import type { Desk } from '../model';
import { type Place, placeIn, queueRules, useQueue, viewOf } from '../queue';
import { queueStates } from '../words';

let walked = new Set<string>();
/** The juror is at their list: a way through it begins anew. */
export const beginWalk = (): void => {
  walked = new Set();
};

interface Walk {
  previous: string | null;
  next: string | null;
  /** the list's choices, for the address of every step */
  view: never;
  /** put off; null where the queue is not there */
  later: boolean | null;
  /** null until the queue is there */
  place: Place | null;
  /** what narrows the list, in words */
  narrowed: string[];
}

export function useWalk(desk: Desk): Walk {
  const { i18n } = useLingui();
  const format = useFormat();
  const [url] = useUrlState();
  const { data: items } = useQueue(desk.round_id);
  useEffect(() => void walked.add(desk.evaluation_id), [desk.evaluation_id]);
  return useMemo(() => {
    const view: UrlState = viewOf(url);
    const place = items ? placeIn(items, queueRules(format), view, desk.evaluation_id, walked) : null;
    const state = queueStates[view.state as keyof typeof queueStates];
    const category = items?.find((item) => item.category_id === view.category);
    const later = items?.find((item) => item.evaluation_id === desk.evaluation_id)?.later ?? null;
    const narrowed = [
      ...(state ? [i18n._(state)] : []),
      ...(category ? [isolate(format.pick(category.category_ar, category.category_en))] : []),
      ...(view.q ? [`«${isolate(view.q)}»`] : []),
    ];
    // Without the queue (no network) the server's own order serves.
    const { previous, next } = place ?? { previous: desk.previous_id, next: desk.next_id };
    return { previous, next, view: view as never, later, place, narrowed };
  }, [url, items, format, desk, i18n]);
}

export function Whereabouts({ walk }: { walk: Walk }) {
  const { t } = useLingui();
  const { number, reader } = useFormat();
  if (!walk.place) return null;
  const at = number(walk.place.at);
  const of = number(walk.place.of);
  const filter = walk.narrowed.join(reader.language === 'ar' ? '، ' : ', ');
  return (
    <p className="tk-small tk-soft">
      {filter ? t`المشاركة ${at} من ${of} في قائمتك المرشّحة: ${filter}` : t`المشاركة ${at} من ${of} في قائمتك`}
    </p>
  );
}

interface StepProps {
  to: string | null;
  view: never;
  icon?: IconName;
  iconEnd?: IconName;
  children: ReactNode;
}

export function Step({ to, view, children, ...icons }: StepProps) {
  return to ? (
    <LinkButton to="/juror/evaluations/$evaluationId" params={{ evaluationId: to }} search={view} {...icons}>
      {children}
    </LinkButton>
  ) : null;
}
