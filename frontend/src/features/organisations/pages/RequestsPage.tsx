// Requests to join any agency.
import { useLingui } from '@lingui/react/macro';
import { Page } from '../../../shared/ui/PageHeader';
import { RequestList } from '../parts/RequestList';
import { useMayEdit } from '../rights';
import '../problems';

export function RequestsPage() {
  const { t } = useLingui();
  const mayEdit = useMayEdit();
  return (
    <Page
      title={t`طلبات الانضمام`}
      lead={t`من طلبوا العضوية في جهات مسجّلة. يبتّ فيها أعضاء الجهة أيضًا.`}
      crumbs={[{ label: t`الجهات`, to: '/organisations' }]}
    >
      <RequestList mayEdit={mayEdit} />
    </Page>
  );
}
