// The mails, newest first; the open one is marked.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import type { UrlState } from '../../../shared/router/urlState';
import { IconButton } from '../../../shared/ui/Button';
import { When } from '../../../shared/ui/When';

interface Props {
  found: Answer<'/api/v1/mailbox'>;
  url: UrlState;
  setUrl: (change: UrlState) => void;
}

export function MailList({ found, url, setUrl }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const pages = Math.max(1, Math.ceil(found.total / found.size));
  return (
    <div className="tk-mailbox-list">
      <ul className="tk-plain-list">
        {found.items.map((mail) => (
          <li key={mail.id}>
            <Link
              to="/mailbox"
              search={((before: UrlState) => ({ ...before, mail: mail.id })) as never}
              resetScroll={false}
              className="tk-mailbox-line"
              activeProps={{}}
              aria-current={url.mail === mail.id ? 'true' : undefined}
            >
              <span className="tk-mailbox-subject" dir="auto">
                {mail.subject}
              </span>
              <code className="tk-small tk-soft">{mail.to_email}</code>
              <span className="tk-tiny tk-soft">
                <When at={mail.created_at} show="short" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {pages > 1 ? (
        <nav className="tk-mailbox-pager" aria-label={t`الصفحات`}>
          <IconButton
            icon="chevron-back"
            label={t`الصفحة السابقة`}
            isDisabled={found.page <= 1}
            onPress={() => setUrl({ page: String(found.page - 1) })}
          />
          <span className="tk-small">{t`صفحة ${format.number(found.page)} من ${format.number(pages)}`}</span>
          <IconButton
            icon="chevron-forward"
            label={t`الصفحة التالية`}
            isDisabled={found.page >= pages}
            onPress={() => setUrl({ page: String(found.page + 1) })}
          />
        </nav>
      ) : null}
    </div>
  );
}
