// The top line: the product, the workspace, the person.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { api, must } from '../../shared/api/client';
import { queryClient } from '../../shared/api/query';
import { signOut } from '../../shared/api/session';
import { setReader } from '../../shared/i18n/i18n';
import { useFormat } from '../../shared/i18n/react';
import { type Me, meOptions } from '../../shared/me';
import { type Workspace, workspaceHome } from '../../shared/router/workspaces';
import { Disclosure } from '../../shared/ui/Disclosure';
import { Icon, type IconName } from '../../shared/ui/Icon';
import { Mark, Wordmark } from '../../shared/ui/Wordmark';
import { MobileNav } from './SideNav';
import { useSignOut } from './useSignOut';

const SignOut = lazy(async () => ({ default: (await import('./SignOut')).SignOut }));

export const workspaceWords: Record<Workspace, [ReturnType<typeof msg>, IconName]> = {
  organiser: [msg`التنظيم`, 'layers'],
  juror: [msg`التحكيم`, 'scale'],
  entrant: [msg`مشاركاتي`, 'form'],
  approver: [msg`الاعتماد`, 'seal'],
  auditor: [msg`التدقيق`, 'shield'],
  admin: [msg`إدارة النظام`, 'settings'],
};

/** Here at once; in the account too, so that mails follow. */
async function switchLanguage(language: 'ar' | 'en'): Promise<void> {
  await setReader({ language });
  void queryClient.invalidateQueries(); // the server words some of what is shown
  const saved = await must(api.PATCH('/api/v1/account', { body: { language } }));
  queryClient.setQueryData<Me>(meOptions.queryKey, (me) => (me ? { ...me, ...saved } : me));
}

export function Header({ me, workspace, held }: { me: Me; workspace: Workspace | null; held: Workspace[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const name = format.name(me);
  const other = format.reader.language === 'ar' ? 'en' : 'ar';
  const { unsent, ask, stay, leave } = useSignOut(() => void signOut());
  return (
    <div className="tk-header">
      {workspace ? <MobileNav me={me} workspace={workspace} /> : null}
      <Link to="/" className="tk-plain-link tk-header-home" aria-label={t`تحكيم: البداية`}>
        <span className="tk-header-word">
          <Wordmark />
        </span>
        <span className="tk-header-mark">
          <Mark />
        </span>
      </Link>
      {workspace ? (
        <div className="tk-header-workspace">
          {held.length > 1 ? (
            <Disclosure
              label={t`مساحة العمل: ${i18n._(workspaceWords[workspace][0])}`}
              button={
                <>
                  <Icon name={workspaceWords[workspace][1]} size={18} />
                  <span>{i18n._(workspaceWords[workspace][0])}</span>
                  <Icon name="chevron-down" size={16} />
                </>
              }
            >
              {(close) =>
                held.map((id) => (
                  <Link key={id} to={workspaceHome[id]} onClick={close}>
                    <Icon name={workspaceWords[id][1]} size={18} />
                    {i18n._(workspaceWords[id][0])}
                  </Link>
                ))
              }
            </Disclosure>
          ) : (
            <span className="tk-row tk-gap-2 tk-small tk-soft">
              <Icon name={workspaceWords[workspace][1]} size={18} />
              {i18n._(workspaceWords[workspace][0])}
            </span>
          )}
        </div>
      ) : null}
      <div className="tk-header-end">
        <Disclosure
          label={t`حسابي: ${name}`}
          button={
            <>
              <span className="tk-avatar" aria-hidden="true">
                {[...name.trim()][0] ?? '؟'}
              </span>
              <span className="tk-header-name" dir="auto">
                {name}
              </span>
              <Icon name="chevron-down" size={16} />
            </>
          }
        >
          {(close) => (
            <>
              <Link to="/account" onClick={close}>
                <Icon name="user" size={18} />
                {t`حسابي`}
              </Link>
              <button
                type="button"
                lang={other}
                onClick={() => {
                  close();
                  void switchLanguage(other);
                }}
              >
                <Icon name="globe" size={18} />
                {other === 'en' ? 'English' : 'العربية'}
              </button>
              <hr />
              <button type="button" onClick={() => void ask()}>
                <Icon name="sign-out" size={18} />
                {t`تسجيل الخروج`}
              </button>
            </>
          )}
        </Disclosure>
        {unsent > 0 ? (
          <Suspense>
            <SignOut unsent={unsent} onClose={stay} onSignOut={leave} />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}
