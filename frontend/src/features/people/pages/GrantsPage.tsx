// Who may do what, over the whole installation; and who was invited to it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useUrlState } from '../../../shared/router/urlState';
import { Button } from '../../../shared/ui/Button';
import { Page } from '../../../shared/ui/PageHeader';
import { Tabs } from '../../../shared/ui/Tabs';
import { GIVEN, type Role, type Scope } from '../model';
import { AddPersonDialog } from '../parts/AddPersonDialog';
import { GrantList } from '../parts/GrantList';
import { InvitationList } from '../parts/InvitationList';
import '../people.css';

const ALL: readonly Role[] = ['admin', 'organiser', 'screener', 'chair', 'juror', 'approver', 'auditor', 'entrant'];

export function GrantsPage() {
  const { t } = useLingui();
  const [url, set] = useUrlState();
  // An address may say what to give: ?give=organiser&kind=programme&id=…&email=…
  const asked = GIVEN.find((role) => role === url.give);
  const [adding, setAdding] = useState(asked !== undefined);
  const start = asked
    ? { email: url.email ?? '', role: asked, place: { kind: (url.kind ?? 'instance') as Scope, id: url.id ?? null } }
    : undefined;
  const close = () => {
    setAdding(false);
    if (asked) set({ give: undefined, kind: undefined, id: undefined, email: undefined });
  };
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setAdding(true)}>
      {t`أضف شخصًا`}
    </Button>
  );
  return (
    <Page
      title={t`الأدوار والدعوات`}
      lead={t`كل دور يُمنح على نطاق: النظام كله أو برنامج أو دورة أو جهة. المحكّمون ورؤساء اللجان يُدعون من صفحة اللجنة في دورتهم.`}
      actions={add}
    >
      <Tabs
        label={t`الأدوار والدعوات`}
        items={[
          {
            id: 'grants',
            label: t`الأدوار`,
            content: (
              <GrantList label={t`الأدوار`} roles={ALL} add={null} mayRemove={ALL} emptyTitle={t`لا أدوار بعد`} />
            ),
          },
          { id: 'invitations', label: t`الدعوات`, content: <InvitationList roles={ALL} urlPrefix="i_" /> },
        ]}
      />
      <AddPersonDialog isOpen={adding} onClose={close} roles={GIVEN} {...(start ? { start } : {})} />
    </Page>
  );
}
