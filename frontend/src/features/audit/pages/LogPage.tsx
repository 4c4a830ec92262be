// The log of the whole installation, of one edition, and the same for an auditor.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { LinkButton } from '../../../shared/ui/Button';
import { Page } from '../../../shared/ui/PageHeader';
import { LogList } from '../parts/LogList';

export function LogPage() {
  const { t } = useLingui();
  return (
    <Page title={t`سجل التدقيق`} lead={t`كل إجراء: من فعله ومتى وعلى ماذا. لا يُعدَّل السجل ولا يُمحى.`}>
      <LogList />
    </Page>
  );
}

export function EditionLogPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  return (
    <Page title={t`سجل التدقيق`} lead={t`كل ما جرى في هذه الدورة: من فعله ومتى وعلى ماذا.`}>
      <LogList editionId={editionId} />
    </Page>
  );
}

export function AuditedLogPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('auditedId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const name = format.name(edition.data);
  return (
    <Page
      title={name ? t`سجل «${name}»` : t`سجل التدقيق`}
      crumbs={[{ label: t`الدورات`, to: '/auditor' }]}
      lead={t`كل ما جرى في هذه الدورة: من فعله ومتى وعلى ماذا.`}
      actions={
        <LinkButton icon="award" {...({ to: '/editions/$editionId/results', params: { editionId } } as object)}>
          {t`النتائج`}
        </LinkButton>
      }
    >
      <LogList editionId={editionId} />
    </Page>
  );
}
