#!/bin/sh
# Makes the recording and the two pictures of the demo's evidence. Nobody was
# filmed and no document was photographed:
#
#   role-play.webm      three people at a table, what they say beneath, a clock
#                       above, and a murmur of voices
#   flip-chart.jpg      the sheet on which a mediator gathered interests
#   identity-card.jpg   a specimen, as a scan of a card looks
#
# Run it again only to change them (ffmpeg with libvpx-vp9 and libopus, and the
# DejaVu fonts):
#
#   sh cmd/internal/demo/media/make.sh
set -eu
cd "$(dirname "$0")"
sans=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
bold=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf

# person X COLOUR NAME FROM TO: a head and shoulders; a ring while speaking.
person() {
	printf "drawtext=fontfile=%s:text='●':fontsize=132:fontcolor=%s:x=%s-tw/2:y=88," $sans "$2" "$1"
	printf "drawbox=x=%s-62:y=196:w=124:h=60:color=%s:t=fill," "$1" "$2"
	printf "drawtext=fontfile=%s:text='○':fontsize=168:fontcolor=0xc9943a:x=%s-tw/2:y=66:enable='between(mod(t,12),%s,%s)*gt(sin(t*9),-0.6)'," $sans "$1" "$4" "$5"
	printf "drawtext=fontfile=%s:text='%s':fontsize=15:fontcolor=0x123540:x=%s-tw/2:y=292," $bold "$3" "$1"
}
# says TEXT FROM TO
says() {
	printf "drawtext=fontfile=%s:text='%s':fontsize=17:fontcolor=white:x=(w-tw)/2:y=328:enable='between(t,%s,%s)'," $sans "$1" "$2" "$3"
}

picture="$(person 128 0x8a5a44 'Parte A' 0 4)$(person 320 0x0e5466 'Mediación' 4 8)$(person 512 0x5b6b3a 'Parte B' 8 12)"
picture="$picture drawbox=x=40:y=252:w=560:h=26:color=0xb79b74:t=fill,drawbox=x=0:y=314:w=640:h=46:color=0x123540:t=fill,"
picture="$picture$(says 'El horno era de los dos. Yo solo quiero que se reconozca.' 0 4)"
picture="$picture$(says 'Lo que escucho es que el reconocimiento le importa más que el dinero.' 4 8)"
picture="$picture$(says 'Nunca lo había visto así. Podríamos empezar por ahí.' 8 12)"
picture="${picture}drawtext=fontfile=$bold:text='Ejercicio de rol · Escenario 4, La panadería compartida':fontsize=15:fontcolor=0x123540:x=16:y=14,"
picture="${picture}drawtext=fontfile=$sans:text='%{pts\:hms}':fontsize=14:fontcolor=0x5a6670:x=w-tw-16:y=15"

ffmpeg -y -loglevel error \
	-f lavfi -i "color=c=0xf4f1ea:s=640x360:r=12:d=12" \
	-f lavfi -i "aevalsrc='0.07*(sin(2*PI*118*t)+0.5*sin(2*PI*236*t))*max(0,sin(2*PI*2.3*t))*gt(sin(2*PI*0.31*t),-0.7)':d=12:s=24000" \
	-vf "$picture" -c:v libvpx-vp9 -b:v 0 -crf 42 -row-mt 1 -g 48 -pix_fmt yuv420p \
	-c:a libopus -b:a 16k -metadata title="Ejercicio de rol, escenario 4" -shortest role-play.webm

# note TEXT X Y SIZE COLOUR
note() {
	printf "drawtext=fontfile=%s:text='%s':x=%s:y=%s:fontsize=%s:fontcolor=%s," $sans "$1" "$2" "$3" "$4" "$5"
}
sheet="drawbox=x=90:y=40:w=720:h=1040:color=0xfdfcf8:t=fill,drawbox=x=90:y=40:w=720:h=1040:color=0xcdc6b8:t=3,"
sheet="$sheet$(note 'Intereses' 150 90 64 0x123540)drawbox=x=150:y=176:w=330:h=5:color=0xc9943a:t=fill,"
sheet="$sheet$(note 'Parte A' 150 230 40 0x8a5a44)$(note '· que se reconozca su trabajo' 170 296 34 0x1a2226)$(note '· seguridad para la familia' 170 350 34 0x1a2226)$(note '· seguir en el barrio' 170 404 34 0x1a2226)"
sheet="$sheet$(note 'Parte B' 150 490 40 0x5b6b3a)$(note '· cerrar el año sin deudas' 170 556 34 0x1a2226)$(note '· que el nombre no se pierda' 170 610 34 0x1a2226)$(note '· volver a hablarse' 170 664 34 0x1a2226)"
sheet="$sheet$(note 'En común' 150 760 40 0x0e5466)drawbox=x=150:y=826:w=600:h=200:color=0x0e5466:t=4,$(note 'el horno funciona con los dos' 180 866 36 0x0e5466)$(note '→ ¿quién abre los lunes?' 180 936 36 0x0e5466)"
ffmpeg -y -loglevel error -f lavfi -i "color=c=0xb9b2a4:s=900x1120:d=1" -frames:v 1 -vf "${sheet}noise=alls=7:allf=u,rotate=0.012:c=0xb9b2a4" -q:v 7 flip-chart.jpg

card="drawbox=x=40:y=60:w=820:h=500:color=0xe9eef0:t=fill,drawbox=x=40:y=60:w=820:h=84:color=0x123540:t=fill,"
card="$card$(note 'DOCUMENTO DE IDENTIDAD' 70 82 38 white)drawbox=x=76:y=190:w=220:h=290:color=0xc7d0d4:t=fill,drawtext=fontfile=$sans:text='●':fontsize=190:fontcolor=0x6b7a82:x=186-tw/2:y=196,drawbox=x=106:y=386:w=160:h=94:color=0x6b7a82:t=fill,"
card="$card$(note 'Apellidos y nombres' 340 190 22 0x5a6670)drawbox=x=340:y=222:w=400:h=30:color=0x9aa6ac:t=fill,$(note 'Nacionalidad' 340 280 22 0x5a6670)drawbox=x=340:y=312:w=220:h=30:color=0x9aa6ac:t=fill,$(note 'Fecha de nacimiento' 340 370 22 0x5a6670)drawbox=x=340:y=402:w=260:h=30:color=0x9aa6ac:t=fill,"
card="$card$(note 'ESPÉCIMEN · SPECIMEN' 340 470 34 0xa33a2c)$(note '<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<' 70 510 30 0x3a444a)"
ffmpeg -y -loglevel error -f lavfi -i "color=c=0xf2f0ea:s=900x620:d=1" -frames:v 1 -vf "${card}noise=alls=6:allf=u,rotate=-0.014:c=0xf2f0ea" -q:v 7 identity-card.jpg
