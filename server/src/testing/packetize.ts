const LARGEST = 1_100;

function pieces(data: Buffer): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < data.length; at += LARGEST) cut.push(data.subarray(at, at + LARGEST));
  return cut;
}

let pictureId = 0;

/** A frame of VP8 as the payloads of its packets, with a picture's number in each as LiveKit wants it. */
export function packetizeVp8(frame: Buffer): Buffer[] {
  pictureId = (pictureId + 1) & 0x7fff;
  const number = [0x80, 0x80 | (pictureId >> 8), pictureId & 0xff];
  return pieces(frame).map((piece, index) => Buffer.concat([Buffer.of(index === 0 ? 0x90 : 0x80, ...number), piece]));
}

/** The units of a frame of H264 as the payloads of its packets: each whole, or in fragments. */
export function packetizeH264(units: Buffer[]): Buffer[] {
  return units.flatMap((unit) => {
    if (unit.length <= LARGEST) return [unit];
    const [head = 0] = unit;
    const cut = pieces(unit.subarray(1));
    return cut.map((piece, index) => {
      const edge = (index === 0 ? 0x80 : 0) | (index === cut.length - 1 ? 0x40 : 0);
      return Buffer.concat([Buffer.of((head & 0xe0) | 28, edge | (head & 31)), piece]);
    });
  });
}
