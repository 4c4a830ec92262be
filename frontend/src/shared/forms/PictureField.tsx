// A small picture at an address of its own (a logo, a photo): shown with the reader's token, replaced, removed.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { authorisedFetch } from '../api/client';
import { problemOf } from '../api/problem';
import { queryClient } from '../api/query';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/Dialog';
import { FileDrop } from '../ui/FileDrop';
import { Notice, notify, ProblemNotice } from '../ui/Notice';
import './PictureField.css';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const KEY = 'picture';

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const response = await authorisedFetch(new Request(new URL(address, location.origin), init));
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** An address for <img>, or null while there is none. */
export function usePicture(address: string, exists: boolean): string | null {
  const { data } = useQuery({
    queryKey: [KEY, address],
    enabled: exists,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await ask(address)).blob(),
  });
  const [made, setMade] = useState<string | null>(null);
  const blob = exists ? data : undefined;
  useEffect(() => {
    if (!blob) {
      setMade(null);
      return;
    }
    const url = URL.createObjectURL(blob);
    setMade(url);
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return made;
}

interface Props {
  /** where the API keeps it */
  address: string;
  exists: boolean;
  /** in bytes */
  limit: number;
  isRound?: boolean;
  words: {
    picture: string;
    add: string;
    replace: string;
    help: ReactNode;
    remove: string;
    removing: ReactNode;
    saved: string;
    removed: string;
    wrongType: string;
    tooLarge: string;
  };
  onChanged: () => Promise<unknown>;
}

export function PictureField({ address, exists, limit, isRound = false, words, onChanged }: Props) {
  const picture = usePicture(address, exists);
  const [wrong, setWrong] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const refresh = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: [KEY, address] });
    await onChanged();
  };
  const put = useMutation({
    // The bytes are read first: a request that is sent again after a refresh needs them once more.
    mutationFn: async (file: File) =>
      ask(address, { method: 'PUT', headers: { 'Content-Type': file.type }, body: await file.arrayBuffer() }),
    onSuccess: async () => {
      notify(words.saved);
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => ask(address, { method: 'DELETE' }),
    onSuccess: async () => {
      setRemoving(false);
      notify(words.removed);
      await refresh();
    },
  });
  const choose = ([file]: File[]): void => {
    if (!file) return;
    put.reset();
    const bad = !TYPES.includes(file.type) ? words.wrongType : file.size > limit ? words.tooLarge : null;
    setWrong(bad);
    if (!bad) put.mutate(file);
  };
  return (
    <div className="tk-stack">
      {wrong ? <Notice tone="error">{wrong}</Notice> : null}
      {put.error || remove.error ? <ProblemNotice error={put.error ?? remove.error} /> : null}
      <div className="tk-picture" data-round={isRound || undefined}>
        {picture ? <img src={picture} alt={words.picture} /> : null}
        <FileDrop
          label={exists ? words.replace : words.add}
          help={words.help}
          accept={TYPES}
          isDisabled={put.isPending}
          onFiles={choose}
        />
      </div>
      {exists ? (
        <div>
          <Button kind="danger-quiet" icon="trash" onPress={() => setRemoving(true)}>
            {words.remove}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={words.remove}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate()}
        action={words.remove}
        busy={remove.isPending}
        danger
      >
        {words.removing}
      </ConfirmDialog>
    </div>
  );
}
