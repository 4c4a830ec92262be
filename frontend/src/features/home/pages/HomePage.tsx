// For those who hold several roles, or none yet: what each workspace is for.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { useMe, workspacesOf } from '../../../shared/me';
import { roleWords } from '../../../shared/router/roleWords';
import { type Role, type Workspace, workspaceHome, workspaceOfRole } from '../../../shared/router/workspaces';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { LinkCard } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState } from '../../../shared/ui/States';

const words: Record<Workspace, [MessageDescriptor, MessageDescriptor]> = {
  organiser: [msg`التنظيم`, msg`البرامج والدورات: الإعداد والإسناد والمتابعة والنتائج.`],
  juror: [msg`التحكيم`, msg`المشاركات المسندة إليك، بجانب نموذج التقييم.`],
  entrant: [msg`مشاركاتي`, msg`اكتب مشاركات جهتك وأرفق ملفاتها وقدّمها.`],
  approver: [msg`الاعتماد`, msg`نتائج تنتظر توقيعك أو إعادتك لها بسبب.`],
  auditor: [msg`التدقيق`, msg`سجل كل إجراء: من ومتى ولماذا.`],
  admin: [msg`إدارة النظام`, msg`الأشخاص والأدوار والجهات.`],
};
export function HomePage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const me = useMe();
  const held = workspacesOf(me);
  const name = format.name(me);
  return (
    <Page title={t`أهلًا، ${name}`} lead={held.length > 0 ? t`اختر مساحة العمل.` : undefined}>
      {me.jury_invitations.map((jury) => (
        <Notice
          key={jury.juror_id}
          title={t`دعوة إلى لجنة تحكيم`}
          action={
            <LinkButton kind="primary" to="/jury/$jurorId" params={{ jurorId: jury.juror_id }}>
              {t`اطّلع وأجب`}
            </LinkButton>
          }
        >
          <bdi>{format.pick(jury.edition_name_ar, jury.edition_name_en)}</bdi>
        </Notice>
      ))}
      {held.length === 0 && me.jury_invitations.length === 0 ? (
        <EmptyState
          title={t`لا دور لك بعد`}
          icon="user"
          action={
            <div className="tk-row">
              <LinkButton to="/entrant/organisations">{t`جهاتي وطلباتي`}</LinkButton>
              <LinkButton kind="quiet" to="/jury">{t`عضويتي في اللجان`}</LinkButton>
            </div>
          }
        >
          {t`حسابك جاهز. سيظهر عملك هنا حين يمنحك منظّم دورًا أو تقبل دعوة.`}
        </EmptyState>
      ) : (
        <div className="tk-grid">
          {held.map((workspace) => {
            const grants = me.grants.filter((grant) => workspaceOfRole[grant.role as Role] === workspace);
            return (
              <LinkCard
                key={workspace}
                to={workspaceHome[workspace]}
                title={i18n._(words[workspace][0])}
                meta={[...new Set(grants.map((grant) => grant.role as Role))].map((role) => (
                  <Badge key={role} tone="primary">
                    {i18n._(roleWords[role])}
                  </Badge>
                ))}
              >
                <p className="tk-soft">{i18n._(words[workspace][1])}</p>
              </LinkCard>
            );
          })}
        </div>
      )}
    </Page>
  );
}
