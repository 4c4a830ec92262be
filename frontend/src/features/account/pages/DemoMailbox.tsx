// In the demo nothing is mailed: where to read what would have been.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useGet } from '../../../shared/api/query';
import { NoMail } from '../../../shared/NoMail';

export function DemoMailbox({ to = '' }: { to?: string }) {
  const { t } = useLingui();
  const { data } = useGet('/api/v1/first-run');
  if (data && !data.sends_mail) return <NoMail />;
  if (!data?.is_demo_mode) return null;
  return (
    <Link to="/mailbox" search={(to ? { q: to } : {}) as never} className="tk-small">
      {t`هذا عرض تجريبي: افتح صندوق بريده`}
    </Link>
  );
}
