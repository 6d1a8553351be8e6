import { type Page } from "@playwright/test";

/** Photos that do not look alike, as a phone writes them; drawn by the browser. */
export async function photos(page: Page, seed: number, count: number, taken: string): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const drawn = await page.evaluate(
    ([seed, count]) =>
      Array.from({ length: count! }, (_, n) => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [800, 600];
        const pen = canvas.getContext("2d")!;
        let state = (seed! * 7919 + n * 104729) % 2147483647;
        const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
        for (let k = 0; k < 40; k++) random();
        for (let x = 0; x < 8; x++) {
          for (let y = 0; y < 6; y++) {
            pen.fillStyle = `hsl(${random() * 360} 55% ${25 + random() * 60}%)`;
            pen.fillRect(x * 100, y * 100, 100, 100);
          }
        }
        return canvas.toDataURL("image/jpeg", 0.85).split(",")[1]!;
      }),
    [seed, count],
  );
  return drawn.map((data, n) => ({
    name: `现场${n + 1}.jpg`,
    mimeType: "image/jpeg",
    buffer: withTime(Buffer.from(data, "base64"), taken),
  }));
}

/** Puts the camera's clock into a JPEG (EXIF DateTimeOriginal). */
function withTime(jpeg: Buffer, taken: string): Buffer {
  const text = Buffer.from(`${taken.replaceAll("-", ":")} 09:30:00\0`, "latin1");
  const tiff = Buffer.alloc(44 + text.length);
  tiff.write("MM\0\x2A", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  const entry = (at: number, tag: number, kind: number, size: number, value: number) => {
    tiff.writeUInt16BE(1, at);
    tiff.writeUInt16BE(tag, at + 2);
    tiff.writeUInt16BE(kind, at + 4);
    tiff.writeUInt32BE(size, at + 6);
    tiff.writeUInt32BE(value, at + 10);
  };
  entry(8, 0x8769, 4, 1, 26);
  entry(26, 0x9003, 2, text.length, 44);
  text.copy(tiff, 44);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** The boxes that describe a film of so many seconds. */
export function film(seconds: number): Buffer {
  const box = (kind: string, ...content: Buffer[]) => {
    const all = Buffer.concat(content);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(all.length + 8, 0);
    head.write(kind, 4, "latin1");
    return Buffer.concat([head, all]);
  };
  const numbers = (kind: string, flags: number, all: number[]) => {
    const bytes = Buffer.alloc(4 * (all.length + 1));
    [flags, ...all].forEach((n, at) => bytes.writeUInt32BE(n >>> 0, at * 4));
    return box(kind, bytes);
  };
  const [scale, ticks, one] = [600, 15_000, 65_536];
  const matrix = [one, 0, 0, 0, one, 0, 0, 0, 1 << 30];
  const entry = Buffer.alloc(78);
  entry.set([2, 128, 1, 104], 24);
  const stsd = box("stsd", Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box("avc1", entry));
  const stbl = box("stbl", stsd, numbers("stts", 0, [1, seconds * 30, ticks / 30]));
  const hdlr = box("hdlr", Buffer.alloc(8), Buffer.from("vide"), Buffer.alloc(13));
  const mdia = box("mdia", numbers("mdhd", 0, [0, 0, ticks, seconds * ticks, 0]), hdlr, box("minf", stbl));
  const track = [0, 0, 1, 0, seconds * scale, 0, 0, 0, 0, ...matrix, 640 << 16, 360 << 16];
  const movie = [0, 0, scale, seconds * scale, one, 1 << 24, 0, 0, ...matrix, 0, 0, 0, 0, 0, 0, 2];
  const moov = box("moov", numbers("mvhd", 0, movie), box("trak", numbers("tkhd", 3, track), mdia));
  const ftyp = box("ftyp", Buffer.from("isom\0\0\x02\0mp41", "latin1"));
  return Buffer.concat([ftyp, moov, box("mdat", Buffer.alloc(5_000, 0x5a))]);
}
