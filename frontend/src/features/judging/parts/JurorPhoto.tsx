// A juror's photo, as the organiser or the juror themselves keeps it.
import { useLingui } from '@lingui/react/macro';
import { PictureField } from '../../../shared/forms/PictureField';
import { useFormat } from '../../../shared/i18n/react';

const LIMIT = 5 * 1024 * 1024;

export function JurorPhoto(props: { address: string; exists: boolean; onChanged: () => Promise<unknown> }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <PictureField
      {...props}
      limit={LIMIT}
      isRound
      words={{
        picture: t`الصورة الشخصية`,
        add: t`أضف صورة`,
        replace: t`استبدل الصورة`,
        help: t`صورة PNG أو JPEG أو WebP حتى ${format.bytes(LIMIT)}. تُحفظ نسخة مصغّرة منها وحدها.`,
        remove: t`احذف الصورة`,
        removing: t`تختفي الصورة من صفحة لجنة التحكيم العامة أيضًا.`,
        saved: t`حُفظت الصورة.`,
        removed: t`حُذفت الصورة.`,
        wrongType: t`اختر صورة من نوع PNG أو JPEG أو WebP.`,
        tooLarge: t`الصورة أكبر من ${format.bytes(LIMIT)}. صغّرها ثم اخترها.`,
      }}
    />
  );
}
