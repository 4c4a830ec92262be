// Editions are made and run by the programme's organiser, not by the administrator: said before one is wanted, with the
// way to it.
import { useLingui } from '@lingui/react/macro';
import { hasRole, useMe } from '../../../shared/me';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';

export function NeedsOrganiser({ programmeId }: { programmeId: string }) {
  const { t } = useLingui();
  const me = useMe();
  if (!hasRole(me, 'admin'))
    return (
      <Notice tone="warning" title={t`ليس لك دور المنظّم في هذا البرنامج`}>
        {t`ينشئ الدورات منظّم البرنامج. اطلب الدور منه أو من مدير النظام.`}
      </Notice>
    );
  return (
    <Notice
      title={t`ليس لك دور المنظّم في هذا البرنامج`}
      action={
        <LinkButton
          icon="shield"
          to="/admin/grants"
          search={{ give: 'organiser', kind: 'programme', id: programmeId, email: me.email } as never}
        >
          {t`امنح دور المنظّم`}
        </LinkButton>
      }
    >
      {t`ينشئ الدورات ويديرها منظّم البرنامج، لا مدير النظام. امنح الدور لنفسك أو لمن سيتولّاها، ثم سجّل الدخول من جديد إن كان لك.`}
    </Notice>
  );
}
