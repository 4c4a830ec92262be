// Domains whose confirmed addresses need no approval.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';

type Rule = components['schemas']['StaffDomainRule'];

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: { domain: '' },
    check: (v): { domain?: string } => (v.domain.trim() ? {} : { domain: t`اكتب النطاق.` }),
    save: (v) => api.PUT('/api/v1/domain-rules/{rule_id}', { params: { path: { rule_id: newId() } }, body: v }),
    onSaved: () => {
      void refreshPaths('/api/v1/domain-rules');
      notify(t`أُضيف النطاق.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`أضف نطاقًا موثوقًا`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`أضف النطاق`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`أضف نطاقًا موثوقًا`}>
        <TextField
          {...form.field('domain')}
          label={t`النطاق`}
          help={t`ما بعد @ في البريد، ويشمل ما تحته: gov.sa يشمل moc.gov.sa.`}
          dir="ltr"
          placeholder="moc.gov.sa"
          isRequired
        />
      </ActForm>
    </Dialog>
  );
}

function RemoveDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { t } = useLingui();
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/domain-rules/{rule_id}', { params: { path: { rule_id: rule.id } } }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/domain-rules');
      notify(t`حُذف النطاق.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`حذف نطاق موثوق`}
      action={t`احذف النطاق`}
      isOpen
      danger
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={remove.error} />
        <p>
          <Trans>
            ينتظر من يسجّل من <bdi dir="ltr">{rule.domain}</bdi> بعد ذلك قرار منظّم. ما اعتُمد به من قبل يبقى معتمدًا.
          </Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
}

export function DomainsPage() {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Rule | null>(null);
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setAdding(true)}>
      {t`أضف نطاقًا`}
    </Button>
  );
  return (
    <Page
      title={t`نطاقات البريد الموثوقة`}
      lead={t`من أكّد بريدًا من هذه النطاقات تُعتمد جهته فورًا دون قرار. لا تضف نطاق بريد عامًا.`}
      crumbs={[{ label: t`الجهات`, to: '/organisations' }]}
      actions={add}
    >
      <DataList
        source="/api/v1/domain-rules"
        label={t`النطاقات`}
        defaultSort="domain"
        columns={[
          { id: 'domain', header: t`النطاق`, sortable: true, primary: true, cell: (row) => <code>{row.domain}</code> },
          {
            id: 'added_at',
            header: t`أُضيف`,
            sortable: true,
            cell: (row) => <When at={row.added_at} show="day" />,
          },
        ]}
        rowName={(row) => row.domain}
        rowActions={(row) => [
          { id: 'remove', label: t`احذف النطاق…`, icon: 'trash', danger: true, onAction: () => setRemoving(row) },
        ]}
        empty={{ title: t`لا نطاقات موثوقة`, text: t`كل جهة تسجّل نفسها تنتظر قرار منظّم.`, icon: 'shield' }}
      />
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
      {removing ? <RemoveDialog rule={removing} onClose={() => setRemoving(null)} /> : null}
    </Page>
  );
}
