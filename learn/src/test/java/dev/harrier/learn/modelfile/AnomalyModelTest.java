package dev.harrier.learn.modelfile;

import dev.harrier.learn.anomaly.IsolationForest;
import java.util.List;

class AnomalyModelTest extends ModelContract {
  @Override
  Scorer fitted(long seed) {
    return new AnomalyScorer(IsolationForest.fit(TreeModelTest.frame(), seed));
  }

  @Override
  List<ModelFeature> features() {
    return new TreeModelTest().features();
  }

  @Override
  double explained(double score) {
    return Math.log(score) / Math.log(2);
  }
}
