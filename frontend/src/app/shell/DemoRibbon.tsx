// Every page of the demo says, in both languages, that its data are invented, and leads to its mailbox.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

export function DemoRibbon() {
  const { t } = useLingui();
  return (
    <p className="tk-demo">
      <span lang="ar" dir="rtl">
        بيانات تجريبية
      </span>
      <span aria-hidden="true">/</span>
      <span lang="en" dir="ltr">
        demo data
      </span>
      <Link to="/mailbox" className="tk-demo-link">
        {t`صندوق البريد`}
      </Link>
    </p>
  );
}
