// Where the server has no way to send mail: said wherever somebody waits for one.
import { useLingui } from '@lingui/react/macro';
import { useGet } from './api/query';
import { Notice } from './ui/Notice';

export function NoMail() {
  const { t } = useLingui();
  const { data } = useGet('/api/v1/first-run');
  if (!data || data.sends_mail) return null;
  return (
    <Notice tone="warning" title={t`لا يغادر البريد هذا النظام`}>
      {t`لم يُضبط خادم بريده بعد، فتبقى رسائله في الصادر حتى يضبطه مشغّله (TAHKEEM_SMTP_URL).`}
    </Notice>
  );
}
