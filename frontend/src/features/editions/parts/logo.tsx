// A programme's logo. It is read with the reader's token: while its editions are drafts nobody else may see it.
import { useLingui } from '@lingui/react/macro';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { PictureField, usePicture } from '../../../shared/forms/PictureField';
import { useFormat } from '../../../shared/i18n/react';

type Programme = components['schemas']['StaffProgramme'];
const LIMIT = 512 * 1024;

const addressOf = (id: string | undefined): string => `/api/v1/programmes/${id}/logo`;

/** An address for <img>, or null while there is none. */
export const useLogo = (programme: { id: string; has_logo: boolean } | undefined): string | null =>
  usePicture(addressOf(programme?.id), programme?.has_logo === true);

export function LogoField({ programme }: { programme: Programme }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <PictureField
      address={addressOf(programme.id)}
      exists={programme.has_logo}
      limit={LIMIT}
      words={{
        picture: t`شعار البرنامج`,
        add: t`أضف شعارًا`,
        replace: t`استبدل الشعار`,
        help: t`صورة PNG أو JPEG أو WebP حتى ${format.bytes(LIMIT)}، وخلفيتها شفافة إن أمكن.`,
        remove: t`احذف الشعار`,
        removing: t`يختفي الشعار من الصفحات العامة والرسائل، ويظهر مكانه اسم البرنامج.`,
        saved: t`حُفظ الشعار.`,
        removed: t`حُذف الشعار.`,
        wrongType: t`اختر صورة من نوع PNG أو JPEG أو WebP.`,
        tooLarge: t`الصورة أكبر من ${format.bytes(LIMIT)}. صغّرها ثم اخترها.`,
      }}
      onChanged={() => refreshPaths('/api/v1/programmes', '/api/v1/programmes/{programme_id}', '/api/v1/editions')}
    />
  );
}
