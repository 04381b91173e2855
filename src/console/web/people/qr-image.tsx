/** A QR code that the console drew, as a picture: the page's policy lets no markup in. */
export function QrImage({ svg, alt }: { svg: string; alt: string }) {
  return <img className="qr" src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={alt} />;
}
