// That criteria said not to apply wait for the chair, with the way there.
import { Plural, useLingui } from '@lingui/react/macro';
import { LinkButton, type LinkButtonProps } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';

export function ClaimsNotice({ count, link }: { count: number; link: Pick<LinkButtonProps, 'to' | 'params'> }) {
  const { t } = useLingui();
  return (
    <Notice tone="warning" action={<LinkButton {...link}>{t`اعرضها`}</LinkButton>}>
      <Plural
        value={count}
        zero="لا معيار ينتظر البتّ في انطباقه."
        one="معيار واحد قيل إنه لا ينطبق على مشاركة، وينتظر رئيس اللجنة."
        two="معياران قيل إنهما لا ينطبقان على مشاركات، وينتظران رئيس اللجنة."
        few="# معايير قيل إنها لا تنطبق على مشاركات، وتنتظر رئيس اللجنة."
        many="# معيارًا قيل إنه لا ينطبق على مشاركات، وينتظر رئيس اللجنة."
        other="# معيار قيل إنه لا ينطبق على مشاركات، وينتظر رئيس اللجنة."
      />
    </Notice>
  );
}
