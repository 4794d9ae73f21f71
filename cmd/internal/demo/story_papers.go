package demo

import (
	_ "embed" // the recording and the pictures
)

//go:embed media/role-play.webm
var recording []byte

//go:embed media/identity-card.jpg
var identityCard []byte

//go:embed media/flip-chart.jpg
var flipChart []byte

const pdf = "application/pdf"

// filesAndina are what the academy keeps of somebody who is to be assessed.
func (t *teller) filesAndina(name string) []file {
	now := t.Parts.DB.Now().In(quito)
	return []file{
		{name: "cedula.jpg", kind: "identity_check", title: "Cédula de identidad", media: "image/jpeg", bytes: identityCard},
		{name: "aviso-de-privacidad.pdf", kind: "privacy_notice", title: "Aviso de privacidad firmado", media: pdf,
			bytes: andinas.form(now, "Aviso de privacidad", "La Academia trata estos datos para formar y evaluar, y los entrega al IMI solo cuando usted lo autoriza o el IMI los pide sobre su certificación.",
				[]field{{"Nombre", name}, {"", "[x] He leído el aviso y he podido preguntar."}, {"", "[x] Sé que puedo pedir una copia de mis datos y su corrección."}}, name, "Persona candidata")},
		{name: "consentimiento-de-grabacion.pdf", kind: "recording_consent", title: "Consentimiento para la grabación", media: pdf,
			bytes: andinas.form(now, "Consentimiento para la grabación", "La grabación del juego de rol la ven las personas evaluadoras y, si lo pide, el IMI. Se borra a los 24 meses.",
				[]field{{"Nombre", name}, {"", "[x] Consiento que se grabe mi mediación simulada."}, {"", "[ ] Consiento que se use en clase."}}, name, "Persona candidata")},
		{name: "certificado-de-formacion.pdf", kind: "training_certificate", title: "Certificado de formación", media: pdf,
			bytes: andinas.certificate(now, "Certificado de formación", name, "por haber completado el curso «Fundamentos de la mediación», de 40 horas, y demostrado en la práctica lo que en él se enseña", Rosa.Name, "Formadora")},
		{name: "prueba-de-conocimientos.pdf", kind: "knowledge_script", title: "Prueba de conocimientos", media: pdf,
			bytes: andinas.form(now, "Prueba de conocimientos", "Una hora, sin apuntes. Se corrige sobre 20 puntos; se aprueba con 14.",
				[]field{{"Nombre", name}, {"1. ¿Qué distingue la mediación de la conciliación en el derecho ecuatoriano?", "En la mediación el acuerdo lo construyen las partes; quien media no propone la solución. El acta tiene efecto de sentencia ejecutoriada."},
					{"2. Una parte le cuenta algo a solas y le pide callarlo. ¿Qué hace?", "Lo guardo, salvo peligro para alguien. Pregunto si quiere decirlo ella y cómo puedo ayudar a que lo haga."},
					{"3. ¿Cuándo se retira usted de una mediación?", "Cuando dejo de ser imparcial, cuando una parte no puede decidir por sí misma, o cuando se usa el proceso para otra cosa."},
					{"Puntos", "17 de 20"}}, Teresa.Name, "Corregida por")},
		{name: "codigo-de-conducta.pdf", kind: "code_of_conduct", title: "Adhesión al código de conducta", media: pdf,
			bytes: andinas.letter(now, "Adhesión al código de conducta profesional del IMI", []string{"Yo, " + name + ", he leído el Código de Conducta Profesional del International Mediation Institute y me comprometo a observarlo en cada mediación que dirija.",
				"Conozco el procedimiento de quejas y acepto que el IMI lo aplique a mi trabajo."}, name, "Persona candidata")},
		{name: "rotafolio.jpg", kind: "scenario", title: "Rotafolio del juego de rol", media: "image/jpeg", bytes: flipChart},
	}
}

// filesNordlys are the same, as they are kept in Oslo.
func (t *teller) filesNordlys(name string) []file {
	now := t.Parts.DB.Now().In(zone("Europe/Oslo"))
	return []file{
		{name: "identity-check.pdf", kind: "identity_check", title: "Identity check", media: pdf,
			bytes: nordlyss.form(now, "Identity check", "The document was seen by the person who signs; no copy is kept.",
				[]field{{"Name", name}, {"Document", "Passport, Norway"}, {"", "[x] The photograph shows the candidate."}, {"", "[x] The document is valid on the day of the assessment."}}, Sunniva.Name, "Head of assessment")},
		{name: "code-of-conduct.pdf", kind: "code_of_conduct", title: "Code of conduct, signed", media: pdf,
			bytes: nordlyss.letter(now, "Adherence to the IMI Code of Professional Conduct", []string{"I, " + name + ", have read the Code of Professional Conduct of the International Mediation Institute and will keep to it in every mediation that I conduct.",
				"I know the complaints procedure and accept that IMI applies it to my work."}, name, "Candidate")},
		{name: "written-test.pdf", kind: "knowledge_script", title: "Written test", media: pdf,
			bytes: nordlyss.form(now, "Written test", "One hour. Marked out of 20; 14 passes.",
				[]field{{"Name", name}, {"1. When does a mediator leave?", "When I am no longer impartial, or one of the parties can no longer decide freely."}, {"Points", "16 of 20"}}, Erik.Name, "Marked by")},
	}
}
