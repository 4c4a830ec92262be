// The demo's mailbox: nothing is really mailed, everything can be read here by address.
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getOptions } from '../../../shared/api/query';
import { useUrlState } from '../../../shared/router/urlState';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { PageHeader } from '../../../shared/ui/PageHeader';
import { EmptyState, Read, Titled } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { Mail } from '../parts/Mail';
import { MailList } from '../parts/MailList';
import '../mailbox.css';

export function MailboxPage() {
  const { t } = useLingui();
  const [url, setUrl] = useUrlState();
  const [typed, setTyped] = useState(url.q ?? '');
  const change = useRef(setUrl);
  change.current = setUrl;
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== (url.q ?? '')) change.current({ q: typed.trim(), page: undefined, mail: undefined });
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, url.q]);
  const query = { size: 20, page: Math.max(1, Number(url.page) || 1), ...(url.q ? { q: url.q } : {}) };
  const mails = useQuery({
    ...getOptions('/api/v1/mailbox', { query }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  return (
    <div className="tk-mailbox">
      <PageHeader title={t`صندوق البريد التجريبي`} lead={t`لا تُرسَل رسائل في العرض التجريبي: تجدها كلها هنا.`} />
      <Titled value={true}>
        <Read of={mails}>
          {(found) => (
            <div className="tk-mailbox-panes" data-open={url.mail ? '' : undefined}>
              <div className="tk-stack tk-mailbox-side">
                <TextField
                  type="search"
                  label={t`ابحث بالعنوان أو البريد`}
                  icon="search"
                  dir="auto"
                  placeholder="name@example.org"
                  value={typed}
                  onChange={setTyped}
                />
                {found.items.length > 0 ? (
                  <MailList found={found} url={url} setUrl={setUrl} />
                ) : url.q ? (
                  <EmptyState
                    title={t`لا رسائل مطابقة`}
                    icon="search"
                    action={<Button onPress={() => setTyped('')}>{t`امسح البحث`}</Button>}
                  >
                    {t`الرسالة تصل بعد لحظات من إرسالها. تحقّق من كتابة البريد.`}
                  </EmptyState>
                ) : (
                  <EmptyState title={t`لا رسائل بعد`} icon="mail">
                    {t`سجّل حسابًا أو ادعُ شخصًا، وستظهر رسالته هنا.`}
                  </EmptyState>
                )}
              </div>
              <div className="tk-mailbox-mail">
                <Card>
                  {url.mail ? (
                    <>
                      <div className="tk-mailbox-back">
                        <Button kind="quiet" icon="arrow-back" onPress={() => setUrl({ mail: undefined })}>
                          {t`كل الرسائل`}
                        </Button>
                      </div>
                      <Mail id={url.mail} />
                    </>
                  ) : (
                    <EmptyState title={t`اختر رسالة لتقرأها`} icon="mail" />
                  )}
                </Card>
              </div>
            </div>
          )}
        </Read>
      </Titled>
      {mails.error && mails.data ? <Notice tone="warning">{t`تعذّر تحديث القائمة. سنعيد المحاولة.`}</Notice> : null}
    </div>
  );
}
