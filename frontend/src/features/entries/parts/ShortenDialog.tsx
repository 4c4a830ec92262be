// An extension that ends earlier, said in advance: for the same entry or agency that it was given to.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';

export type Extension = components['schemas']['ExtensionOut'];

interface Props {
  editionId: string;
  extension: Extension;
  /** Until when its entry or agency has time now. */
  until: string;
  whom: string;
  zone: string;
  onClose: () => void;
}

export function ShortenDialog({ editionId, extension, until, whom, zone, onClose }: Props) {
  const { t } = useLingui();
  const [id] = useState(newId);
  const form = useForm<{ until: string | null; reason: string }, Extension>({
    initial: { until: null, reason: '' },
    check: (v) => ({
      ...(v.until && Date.parse(v.until) < Date.parse(until) ? {} : { until: t`اختر موعدًا قبل موعد التمديد.` }),
      ...(v.reason.trim() ? {} : { reason: t`اكتب السبب؛ سيقرؤه المشارك ويُسجَّل.` }),
    }),
    save: (v) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/shortenings/{extension_id}', {
          params: { path: { edition_id: editionId, extension_id: id } },
          body: {
            entry_id: extension.entry_id,
            organisation_id: extension.entry_id ? null : extension.organisation_id,
            until: v.until ?? '',
            reason: v.reason,
          },
        }),
      ),
    onSaved: async () => {
      notify(t`قُدّم الموعد، وأُبلغ أصحابه`);
      await refreshPaths('/api/v1/editions/{edition_id}/extensions');
      onClose();
    },
  });
  const title = t`تقديم موعد التمديد`;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`قدّم الموعد وأبلغ أصحابه`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        <p className="tk-strong" dir="auto">
          {whom}
        </p>
        <p className="tk-small">
          {t`مُدّد حتى:`} <When at={until} zone={zone} />
        </p>
        <Notice tone="warning" title={t`يُؤخذ من وقت أُعطي لهم`}>
          {t`لا بد من إشعار قبل الموعد الجديد بأربع وعشرين ساعة على الأقل، ولا يسبق موعدَ الجميع.`}
        </Notice>
        <MomentField {...form.field('until')} label={t`الموعد الجديد`} zone={zone} isRequired />
        <TextArea {...form.field('reason')} label={t`السبب`} isRequired />
      </ActForm>
    </Dialog>
  );
}
