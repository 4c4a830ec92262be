// The people of one edition: who organises, screens, approves and audits it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { hasRole, useMe } from '../../../shared/me';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button } from '../../../shared/ui/Button';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { BY_ORGANISERS, STAFF } from '../model';
import { AddPersonDialog } from '../parts/AddPersonDialog';
import { GrantList } from '../parts/GrantList';
import { InvitationList } from '../parts/InvitationList';
import '../people.css';

export function TeamPage() {
  const { t } = useLingui();
  const me = useMe();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const [adding, setAdding] = useState(false);
  const place = { kind: 'edition', id: editionId } as const;
  const organises = useOrganises(edition.data);
  const gives = hasRole(me, 'admin') ? STAFF : organises ? BY_ORGANISERS : [];
  const add = gives.length ? (
    <Button kind="primary" icon="plus" onPress={() => setAdding(true)}>
      {t`أضف شخصًا`}
    </Button>
  ) : null;
  return (
    <Page
      title={t`فريق الدورة`}
      lead={t`من ينظّم الدورة ويفرزها ويعتمدها ويدقّقها. ويعمل فيها أيضًا من يحمل الدور على البرنامج أو على النظام كله. المعتمِد والمدقّق يعيّنهما مدير النظام وحده، ولا ينظّم الدورة من يعتمد نتائجها.`}
      actions={add}
    >
      <Read of={edition}>
        {() => (
          <Tabs
            label={t`فريق الدورة`}
            items={[
              {
                id: 'team',
                label: t`الفريق`,
                content: (
                  <GrantList
                    label={t`فريق الدورة`}
                    place={place}
                    roles={STAFF}
                    add={null}
                    mayRemove={gives}
                    emptyTitle={t`لم يُضف أحد إلى هذه الدورة بعد`}
                  />
                ),
              },
              {
                id: 'invitations',
                label: t`الدعوات`,
                content: <InvitationList place={place} roles={STAFF} urlPrefix="i_" />,
              },
            ]}
          />
        )}
      </Read>
      <AddPersonDialog isOpen={adding} onClose={() => setAdding(false)} roles={gives} place={place} />
    </Page>
  );
}
