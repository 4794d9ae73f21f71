package certificates

import (
	"bytes"
	"image"
	"image/draw"
	_ "image/jpeg" // what a logo may be uploaded as
	"image/png"
)

// A logo is at most so many bytes, as uploaded and as kept, and so many pixels
// on a side: a small file can hold a picture that no memory holds.
const (
	MaxLogo  = 1 << 20
	MaxPixel = 2000
)

type picture struct {
	png           []byte
	width, height int
}

// readLogo takes an uploaded picture apart and makes it anew, so that nothing
// stays in it but what is seen: no position, no camera, no second file behind
// the first. The key says what is wrong; "" when nothing is.
func readLogo(data []byte) (*picture, string) {
	if len(data) > MaxLogo {
		return nil, "certificate.logo_large"
	}
	head, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || (format != "png" && format != "jpeg") {
		return nil, "certificate.logo_type"
	}
	if head.Width < 1 || head.Height < 1 || head.Width > MaxPixel || head.Height > MaxPixel {
		return nil, "certificate.logo_pixels"
	}
	whole, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, "certificate.logo_type"
	}
	size := image.Rect(0, 0, head.Width, head.Height)
	plain := image.NewNRGBA(size) // 8 bits a channel, which every reader of PDFs knows
	draw.Draw(plain, size, whole, whole.Bounds().Min, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, plain); err != nil {
		return nil, "certificate.logo_type"
	}
	if out.Len() > MaxLogo {
		return nil, "certificate.logo_large_kept"
	}
	return &picture{out.Bytes(), head.Width, head.Height}, ""
}
