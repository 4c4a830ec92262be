// A programme's logo. It is read with the reader's token: while its editions are drafts nobody else may see it.
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, authorisedFetch, must } from '../../../shared/api/client';
import { problemOf } from '../../../shared/api/problem';
import { queryClient, refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';

type Programme = components['schemas']['StaffProgramme'];
const TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
const LIMIT = 512 * 1024;
const KEY = 'programme-logo';

/** An address for <img>, or null while there is none. */
export function useLogo(programme: { id: string; has_logo: boolean } | undefined): string | null {
  const { data } = useQuery({
    queryKey: [KEY, programme?.id],
    enabled: programme?.has_logo === true,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const response = await authorisedFetch(
        new Request(new URL(`/api/v1/programmes/${programme?.id}/logo`, location.origin)),
      );
      if (!response.ok) throw await problemOf(response);
      return response.blob();
    },
  });
  const [address, setAddress] = useState<string | null>(null);
  const blob = programme?.has_logo ? data : undefined;
  useEffect(() => {
    if (!blob) {
      setAddress(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

async function refresh(id: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [KEY, id] });
  await refreshPaths('/api/v1/programmes', '/api/v1/programmes/{programme_id}', '/api/v1/editions');
}

export function LogoField({ programme }: { programme: Programme }) {
  const { t } = useLingui();
  const format = useFormat();
  const logo = useLogo(programme);
  const [wrong, setWrong] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const path = { programme_id: programme.id };
  const put = useMutation({
    mutationFn: (file: File) =>
      must(
        api.PUT('/api/v1/programmes/{programme_id}/logo', {
          params: { path },
          body: file as unknown as string,
          bodySerializer: (body: unknown) => body as Blob,
          headers: { 'Content-Type': file.type },
        }),
      ),
    onSuccess: async () => {
      notify(t`حُفظ الشعار.`);
      await refresh(programme.id);
    },
  });
  const remove = useMutation({
    mutationFn: () => must(api.DELETE('/api/v1/programmes/{programme_id}/logo', { params: { path } })),
    onSuccess: async () => {
      setRemoving(false);
      notify(t`حُذف الشعار.`);
      await refresh(programme.id);
    },
  });
  const choose = ([file]: File[]): void => {
    if (!file) return;
    put.reset();
    const bad = !TYPES.some((type) => type === file.type)
      ? t`اختر صورة من نوع PNG أو JPEG أو WebP.`
      : file.size > LIMIT
        ? t`الصورة أكبر من ${format.bytes(LIMIT)}. صغّرها ثم اخترها.`
        : null;
    setWrong(bad);
    if (!bad) put.mutate(file);
  };
  return (
    <div className="tk-stack">
      {wrong ? <Notice tone="error">{wrong}</Notice> : null}
      {put.error || remove.error ? <ProblemNotice error={put.error ?? remove.error} /> : null}
      <div className="tk-editions-logo">
        {logo ? <img src={logo} alt={t`شعار البرنامج`} /> : null}
        <FileDrop
          label={programme.has_logo ? t`استبدل الشعار` : t`أضف شعارًا`}
          help={t`صورة PNG أو JPEG أو WebP حتى ${format.bytes(LIMIT)}، وخلفيتها شفافة إن أمكن.`}
          accept={TYPES}
          isDisabled={put.isPending}
          onFiles={choose}
        />
      </div>
      {programme.has_logo ? (
        <div>
          <Button kind="danger-quiet" icon="trash" onPress={() => setRemoving(true)}>
            {t`احذف الشعار`}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={t`حذف الشعار`}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate()}
        action={t`احذف الشعار`}
        busy={remove.isPending}
        danger
      >
        {t`يختفي الشعار من الصفحات العامة والرسائل، ويظهر مكانه اسم البرنامج.`}
      </ConfirmDialog>
    </div>
  );
}
