/** What can be wrong with a file before anything of it is sent. */
export type PictureTrouble = 'too_large' | 'no_picture' | 'broken' | 'pdf_too_large' | 'pdf_password' | 'pdf_broken';

export class PictureError extends Error {
  readonly trouble: PictureTrouble;

  constructor(trouble: PictureTrouble) {
    super(trouble);
    this.name = 'PictureError';
    this.trouble = trouble;
  }
}
