package designs_test

import (
	"maps"
	"slices"
	"testing"

	"accord/app/apptest"
	"accord/app/designs"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestADraftBeginsAsACopyOfWhatIsInForce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	in, d := s.current(t), s.begun(t)
	if d.Version() != 0 || !d.Draft() || len(d.Criteria) != 3 || d.ID == in.ID || d.Criteria[0].ID == in.Criteria[0].ID || d.Criteria[0].Lineage != in.Criteria[0].Lineage {
		t.Errorf("begun %+v of %+v", d, in)
	}
	if got := designs.Changes(in, s.draft(t)); len(got) != 0 {
		t.Errorf("a copy differs: %+v", got)
	}
	begin := func(m tenants.Member) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := designs.Begin(tx, s.org.QAP); return err })
	}
	refused(t, "a second draft", begin(s.org.Admin), fault.Conflict, "design.draft_exists")
	refused(t, "an assessor's", begin(s.org.Assessor), fault.NotFound, "")
	refused(t, "another organisation's", begin(s.Nordic.Manager), fault.NotFound, "not_found.program")
	refused(t, "of a program that trains", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := designs.Begin(tx, s.org.CMTP); return err }), fault.Conflict, "design.program_trains")
	if s.Try(`insert into assessment_design (tenant_id, id, program_id, pass_percent, may_fall_short, revision, created_at, saved_at) values ($1,$2,$3,0,0,1,$4,$4)`,
		s.org.ID, newID(), s.org.QAP, apptest.Start) == nil {
		t.Error("the database keeps two drafts")
	}
}

func TestADraftIsTheManagersAlone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.begun(t)
	for _, m := range []tenants.Member{s.org.Assessor, s.org.Trainer, s.Nordic.Manager} {
		s.read(t, m, func(tx *tenants.Tx) error {
			_, err := designs.DraftOf(tx, s.org.QAP)
			refused(t, m.Name()+" reads it", err, fault.NotFound, "")
			var n int64
			if err := tx.DB().Model(&designs.Criterion{}).Where("design_id = ?", d.ID).Count(&n).Error; err != nil || n != 0 {
				t.Errorf("%s reads %d of its criteria, %v", m.Name(), n, err)
			}
			return nil
		})
		refused(t, m.Name()+" adds", s.try(m, func(tx *tenants.Tx) error { _, err := designs.AddCriterion(tx, s.org.QAP, skill()); return err }), fault.NotFound, "")
		refused(t, m.Name()+" discards", s.try(m, func(tx *tenants.Tx) error { return designs.Discard(tx, s.org.QAP) }), fault.NotFound, "")
		refused(t, m.Name()+" publishes", s.publish(m, 1, "Now."), fault.NotFound, "")
	}
}

func TestAProgramsFirstDraftIsMadeOfWhatItShowsIMI(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for kind, wants := range map[string]int{programs.QAP: 9, programs.MAQAP: 7, programs.ICQAP: 6, programs.ODRQAP: 6} {
		s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
			p, err := programs.Create(tx, programs.NewProgram{Kind: kind, Details: programs.Details{Title: "Evaluación", Languages: []string{"es", "en"}}})
			if err != nil {
				return err
			}
			w, err := designs.Begin(tx, p.ID)
			if err != nil || len(w.Criteria) != wants {
				t.Errorf("%s: %d criteria, %v", kind, len(w.Criteria), err)
			}
			if w, err = designs.DraftOf(tx, p.ID); err != nil {
				return err
			}
			if missing := designs.Missing(w); len(missing) != 0 {
				t.Errorf("%s lacks %v", kind, missing)
			}
			_, err = designs.Publish(tx, p.ID, w.Revision, "")
			refused(t, kind+" before it is recognised", err, fault.Conflict, "design.not_recognised")
			return nil
		})
	}
}

func TestCriteriaOfADraftAreKept(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.begun(t)
	c := s.add(t, skill())
	in := skill()
	in.Title.Es, in.Weight, in.Methods, in.Optional = "Trabaja con intérpretes", 20, []string{"interview", "role_play_live"}, true
	edit := func(revision int) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { return designs.EditCriterion(tx, s.org.QAP, c.ID, revision, in) })
	}
	if err := edit(1); err != nil {
		t.Fatal(err)
	}
	refused(t, "from an older form", edit(1), fault.Conflict, "design.changed")
	got, err := s.draft(t).Criterion(c.ID)
	if err != nil || got.Title.In("es") != "Trabaja con intérpretes" || got.Weight != 20 || got.Methods != "role_play_live interview" || !got.Optional || len(got.Levels) != 2 || got.Position != 4 {
		t.Errorf("kept %+v, %v", got, err)
	}
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { return designs.RaiseCriterion(tx, s.org.QAP, c.ID) })
	if under := s.draft(t).Under("skills"); under[0].ID != c.ID {
		t.Errorf("raised: %v", under)
	}
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { return designs.RemoveCriterion(tx, s.org.QAP, c.ID) })
	if d := s.draft(t); len(d.Criteria) != 3 || d.Revision != 5 {
		t.Errorf("%d criteria in revision %d", len(d.Criteria), d.Revision)
	}
	refused(t, "a criterion that is gone", edit(2), fault.NotFound, "not_found.design_criterion")
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { return designs.Discard(tx, s.org.QAP) })
	refused(t, "a draft that is gone", edit(2), fault.NotFound, "not_found.design")
}

func TestWhatACriterionCannotBeIsSaidAtItsField(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.begun(t)
	level := func(from int, en string) designs.Level { return designs.Level{From: from, Says: designs.Text{En: en}} }
	for what, is := range map[string]struct {
		in    func(*designs.NewCriterion)
		wants map[string]string
	}{
		"nothing": {func(n *designs.NewCriterion) { *n = designs.NewCriterion{} },
			map[string]string{"heading": "design.heading_unknown", "title_en": "design.title_required", "scale_max": "design.scale_range"}},
		"another kind's heading": {func(n *designs.NewCriterion) { n.Heading = "self_awareness" }, map[string]string{"heading": "design.heading_unknown"}},
		"beyond the scale":       {func(n *designs.NewCriterion) { n.Floor = 6 }, map[string]string{"floor": "design.floor_range"}},
		"a weight below nothing": {func(n *designs.NewCriterion) { n.Weight = -1 }, map[string]string{"weight": "design.weight_range"}},
		"levels out of order": {func(n *designs.NewCriterion) {
			n.Levels = designs.Levels{level(2, "Half"), level(2, "Whole"), level(6, "More")}
		},
			map[string]string{"level_from_2": "design.level_order", "level_from_3": "design.level_range"}},
		"an unknown method": {func(n *designs.NewCriterion) { n.Methods = []string{"quiz"} }, map[string]string{"methods": "design.method_unknown"}},
	} {
		in := skill()
		is.in(&in)
		err := s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := designs.AddCriterion(tx, s.org.QAP, in); return err })
		refused(t, what, err, fault.Invalid, "")
		if got := fields(err); !maps.Equal(got, is.wants) {
			t.Errorf("%s: said %v, want %v", what, got, is.wants)
		}
	}
	set := func(revision int, r designs.Rule, m designs.Methods) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { return designs.SetRule(tx, s.org.QAP, revision, r, m) })
	}
	err := set(1, designs.Rule{PassPercent: 101, MayFallShort: -1}, designs.Methods{{Name: "quiz"}})
	refused(t, "a rule out of range", err, fault.Invalid, "")
	if got := slices.Sorted(maps.Keys(fields(err))); !slices.Equal(got, []string{"may_fall_short", "methods", "pass_percent"}) {
		t.Errorf("said at %v", got)
	}
	methods := designs.Methods{{Name: "interview", Note: designs.Text{En: " Half an hour. "}}, {Name: "role_play_live"}}
	if err := set(1, designs.Rule{PassPercent: 70, MayFallShort: 1}, methods); err != nil {
		t.Fatal(err)
	}
	refused(t, "from an older form", set(1, designs.Rule{}, nil), fault.Conflict, "design.changed")
	if d := s.draft(t); d.PassPercent != 70 || d.MayFallShort != 1 || d.Methods[1].Note.En != "Half an hour." || d.Methods[0].Name != "role_play_live" {
		t.Errorf("kept %+v", d.Design)
	}
}

func TestWhatIsPublishedStays(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.begun(t)
	s.add(t, skill())
	refused(t, "without saying what changed", s.publish(s.org.Manager, 2, " "), fault.Invalid, "")
	refused(t, "a draft that has changed since it was read", s.publish(s.org.Manager, 1, "More skills."), fault.Conflict, "design.changed")
	if err := s.publish(s.org.Manager, 2, " More skills. "); err != nil {
		t.Fatal(err)
	}
	now := s.current(t)
	if now.Version() != 2 || now.Note != "More skills." || now.PublishedByName != s.org.Manager.Name() || len(now.Criteria) != 4 || now.Criteria[3].PublishedAt == nil {
		t.Errorf("published %+v", now)
	}
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		first, err := designs.Version(tx, s.org.QAP, 1)
		all, _ := designs.Versions(tx, s.org.QAP)
		if err != nil || len(first.Criteria) != 3 || len(all) != 2 || all[0].Version() != 2 {
			t.Errorf("version 1 has %d criteria among %d versions, %v", len(first.Criteria), len(all), err)
		}
		_, err = designs.Version(tx, s.org.QAP, 3)
		refused(t, "a version that is not", err, fault.NotFound, "not_found.design")
		return nil
	})
	for what, sql := range map[string]string{
		"the rule":         `update assessment_design set pass_percent = 1 where tenant_id = $1 and id = $2`,
		"the note":         `update assessment_design set note = 'other' where tenant_id = $1 and id = $2`,
		"back to a draft":  `update assessment_design set published_at = null, number = null where tenant_id = $1 and id = $2`,
		"the design":       `delete from assessment_design where tenant_id = $1 and id = $2`,
		"a benchmark":      `update design_criterion set benchmark_en = 'other' where tenant_id = $1 and design_id = $2`,
		"a moment":         `update design_criterion set published_at = null where tenant_id = $1 and design_id = $2`,
		"a criterion":      `delete from design_criterion where tenant_id = $1 and design_id = $2`,
		"a new criterion":  `insert into design_criterion (tenant_id, id, design_id, lineage, heading, position, title_en, scale_max, weight, floor, revision) values ($1, gen_random_uuid(), $2, gen_random_uuid(), 'skills', 9, 'x', 5, 1, 0, 1)`,
		"begun as such":    `insert into assessment_design (tenant_id, id, program_id, number, pass_percent, may_fall_short, revision, created_at, saved_at, published_at) select tenant_id, gen_random_uuid(), program_id, 9, 0, 0, 1, created_at, saved_at, published_at from assessment_design where tenant_id = $1 and id = $2`,
		"another's number": `update assessment_design set number = 7 where tenant_id = $1 and id = $2`,
	} {
		if s.Try(sql, s.org.ID, now.ID) == nil {
			t.Errorf("the database lets %s be changed", what)
		}
	}
}

func TestEveryPublishedHeadingIsCovered(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.begun(t)
	knowledge := d.Under("knowledge")[0]
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { return designs.RemoveCriterion(tx, s.org.QAP, knowledge.ID) })
	err := s.publish(s.org.Manager, 2, "Shorter.")
	refused(t, "a heading without a criterion", err, fault.Invalid, "design.incomplete")
	if got := fields(err); got["heading_knowledge"] != "design.heading_missing" || len(got) != 1 {
		t.Errorf("said %v", got)
	}
	publish := `update assessment_design set number = 2, published_at = now() where tenant_id = $1 and id = $2`
	if s.Try(publish, s.org.ID, d.ID) == nil {
		t.Error("the database publishes it")
	}
	in := skill()
	in.Heading = "knowledge"
	s.add(t, in)
	if s.Try(`update assessment_design set number = 3, published_at = now() where tenant_id = $1 and id = $2`, s.org.ID, d.ID) == nil {
		t.Error("the database leaves a number out")
	}
	s.Exec(`update design_criterion set weight = 0 where tenant_id = $1 and design_id = $2`, s.org.ID, d.ID)
	if s.Try(publish, s.org.ID, d.ID) == nil {
		t.Error("the database publishes what weighs nothing")
	}
}

func TestADraftThatSaysTooLittleIsNotPublished(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.begun(t)
	in := skill()
	in.Benchmark, in.Levels, in.Methods = designs.Text{}, nil, []string{"interview"}
	c := s.add(t, in)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		return designs.SetRule(tx, s.org.QAP, 2, designs.Rule{MayFallShort: 4}, designs.Methods{{Name: "role_play_live"}, {Name: "portfolio"}})
	})
	var got []string
	for _, f := range designs.Missing(s.draft(t)) {
		got = append(got, f.Field+" "+f.Key)
	}
	at := "criterion_" + c.ID.String()
	if want := []string{"may_fall_short design.floors_moot", "methods design.method_idle", at + " design.benchmark_missing",
		at + " design.levels_missing", at + " design.method_unused"}; !slices.Equal(got, want) {
		t.Errorf("missing %v, want %v", got, want)
	}
}

func TestChangesAreNamed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	d := s.begun(t)
	in := skill()
	added := s.add(t, in)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { return designs.RemoveCriterion(tx, s.org.QAP, d.Criteria[0].ID) })
	in.Title, in.Floor = d.Criteria[2].Title, 4
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		if err := designs.SetRule(tx, s.org.QAP, 3, designs.Rule{PassPercent: 65}, d.Methods); err != nil {
			return err
		}
		return designs.EditCriterion(tx, s.org.QAP, d.Criteria[2].ID, 1, in)
	})
	got := designs.Changes(s.current(t), s.draft(t))
	if len(got) != 4 || got[0].Criterion != nil || got[0].Fields[0].Name != "pass_percent" || got[0].Fields[0].To[0].Args["Percent"] != 65 ||
		got[1].What != designs.Altered || got[1].Criterion.ID != d.Criteria[2].ID || got[2].What != designs.Added || got[2].Criterion.ID != added.ID || got[3].What != designs.Removed {
		t.Fatalf("changed %+v", got)
	}
	var names []string
	for _, f := range got[1].Fields {
		names = append(names, f.Name)
	}
	if !slices.Equal(names, []string{"benchmark_en", "weight", "floor"}) {
		t.Errorf("altered %v", names)
	}
}

func TestAClosedProgramsDesignStays(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.begun(t)
	s.Exec(`update program set closed_at = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.org.QAP, apptest.Start)
	refused(t, "changed", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := designs.AddCriterion(tx, s.org.QAP, skill()); return err }), fault.Conflict, "design.program_closed")
	refused(t, "published", s.publish(s.org.Manager, 1, "Now."), fault.Conflict, "design.program_closed")
}
