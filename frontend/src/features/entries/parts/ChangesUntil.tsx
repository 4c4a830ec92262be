// Why nothing is decided yet: the entry's people may still change what they submitted.
import { useLingui } from '@lingui/react/macro';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

export function ChangesUntil({ at, zone }: { at: string | null; zone: string }) {
  const { t } = useLingui();
  return at ? (
    <Notice tone="info" title={t`لا قرار عليها قبل موعدها`}>
      <p>
        {t`يستطيع أهلها تعديلها حتى:`} <When at={at} zone={zone} />
      </p>
      <p>{t`اقرأها وأشّر على قائمتها وراسل أهلها إن لزم، ثم قرّر بعد الموعد.`}</p>
    </Notice>
  ) : null;
}
