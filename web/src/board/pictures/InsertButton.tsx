import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { BarTool } from '../BarTool.tsx';

const TAKEN = 'image/png,image/jpeg,image/gif,image/webp,image/avif,image/bmp,image/svg+xml,application/pdf';

/** Lets one choose pictures and PDFs for the board. */
export function InsertButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <BarTool icon={IconPhotoPlus} name={t('pictures.insert')} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept={TAKEN}
        multiple
        hidden
        aria-label={t('pictures.insert')}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // So that the same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
