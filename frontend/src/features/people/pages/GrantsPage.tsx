// Who may do what, over the whole installation; and who was invited to it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../shared/ui/Button';
import { Page } from '../../../shared/ui/PageHeader';
import { Tabs } from '../../../shared/ui/Tabs';
import { GIVEN, type Role } from '../model';
import { AddPersonDialog } from '../parts/AddPersonDialog';
import { GrantList } from '../parts/GrantList';
import { InvitationList } from '../parts/InvitationList';
import '../people.css';

const ALL: readonly Role[] = ['admin', 'organiser', 'screener', 'chair', 'juror', 'approver', 'auditor', 'entrant'];

export function GrantsPage() {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
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
            content: <GrantList label={t`الأدوار`} roles={ALL} add={null} mayRemove emptyTitle={t`لا أدوار بعد`} />,
          },
          { id: 'invitations', label: t`الدعوات`, content: <InvitationList roles={ALL} urlPrefix="i_" /> },
        ]}
      />
      <AddPersonDialog isOpen={adding} onClose={() => setAdding(false)} roles={GIVEN} />
    </Page>
  );
}
