// What still keeps a complete form from being submitted: rules of eligibility, the agency's own word.
import { Plural, useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import type { Entry } from '../model/transport';

type Row = Pick<components['schemas']['EntrantEntryRow'], 'needs_sign_off' | 'sign_off'>;

/** In words, of a form whose questions are answered. */
export function WhatWaits({ of, unmet, ready }: { of: Row; unmet: number; ready: string }) {
  const { t } = useLingui();
  if (unmet > 0)
    return (
      <>
        {t`أُجيب عن الأسئلة كلها.`}{' '}
        <Plural
          value={unmet}
          zero="لا شرط يمنع التقديم."
          one="يمنع التقديمَ شرطُ أهلية واحد لم يُستوفَ بعد."
          two="يمنع التقديمَ شرطا أهلية لم يُستوفيا بعد."
          few="يمنع التقديمَ # شروط أهلية لم تُستوفَ بعد."
          many="يمنع التقديمَ # شرطَ أهلية لم تُستوفَ بعد."
          other="يمنع التقديمَ # شرطِ أهلية لم تُستوفَ بعد."
        />
      </>
    );
  if (of.needs_sign_off && of.sign_off !== 'approved')
    return t`أُجيب عن الأسئلة كلها، ولا تُقدَّم حتى تعتمدها الجهة داخليًّا.`;
  return ready;
}

export function FormWaits({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const rules = useGet('/api/v1/entrant/entries/{entry_id}/eligibility', { path: { entry_id: entry.id } });
  const unmet = (rules.data?.states ?? []).filter((one) => one.blocks && one.outcome !== 'passes').length;
  return <WhatWaits of={entry} unmet={unmet} ready={t`اكتمل النموذج. راجعه ثم قدّمه قبل الموعد.`} />;
}
